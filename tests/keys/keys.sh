#!/bin/busybox sh
# SPDX-License-Identifier: BSD-2-Clause
#
# Two keys in the board's one-time memory, before and after the old one is revoked
# (keys.phase on the kernel's command line); see keys.t. The images oldN and newN
# are signed by that key, with rollback index N.

# shellcheck source=tests/board/lib.sh
. /tests/lib.sh
# shellcheck source=tests/secure/board.sh
. /tests/board.sh

core=$(core_of "$core0_name") || bailoutput "no core $core0_name"
phase=$(sed -n 's/.*keys\.phase=\([a-z]*\).*/\1/p' /proc/cmdline)

# runs IMAGE: it starts and echoes; what is measured goes to keys.t; it stops
runs() {
	is "$(core_start "$core" "$1.signed")" 0 "$1: starts"
	ok "$1: echoes" echo_test "$core" 20 1
	is "$(rprocctl measurement "$core0_name" | wc -l)" \
		"$(($(rprocctl --json measurement "$core0_name" | tr ',' '\n' | grep -c '[0-9a-f]\{64\}')))" \
		"$1: is measured, in text as in JSON"
	echo "# measured $1 $(rprocctl measurement "$core0_name" | head -n 1)"
	is "$(core_stop "$core")" 0 "$1: stops"
}

# refused IMAGE
refused() {
	is "$(core_start "$core" "$1.signed")" EKEYREJECTED "$1: is refused"
	like "$(dmesg | grep 'load:' | tail -n 1)" '*not authentic or rolled back*' \
		"$1: the log says why"
	state_is "$core" offline
	tap_result $? "$1: offline"
}

not_measured() {
	output=$(rprocctl measurement "$core0_name" 2>&1)
	is "$?:$output" "1:rprocctl: $core0_name: no firmware is loaded" "$1: no measurement"
}

not_measured 'before'
case $phase in
both)
	runs old2
	runs new2
	runs old3 # from here on the counter is 3
	refused old2
	refused new2
	runs new3
	;;
revoked)
	refused old3
	refused old2
	refused new2
	runs new3
	;;
*)
	bailoutput "no such phase: $phase"
	;;
esac
not_measured 'after'
done_testing
