#!/bin/busybox sh
# SPDX-License-Identifier: BSD-2-Clause
#
# The normal case: two cores in direct mode, loaded by Linux' own ELF loader.

# shellcheck source=lib.sh
. /tests/lib.sh
# shellcheck source=tests/secure/board.sh
. /tests/board.sh

fw=teeproc-sram.elf

core0=$(core_of "$core0_name") || bailoutput "no core $core0_name"
core1=$(core_of "$core1_name") || bailoutput "no core $core1_name"

# life CORE: one whole life
life() {
	is "$(core_get "$1" state)" offline "$1: offline at first"
	is "$(core_set "$1" firmware $fw)" 0 "$1: takes the firmware's name"

	times=$(start-time "/sys/class/remoteproc/$1/state" \
		"/sys/kernel/debug/remoteproc/$1/trace0")
	diag "$times"
	is "$(core_get "$1" state)" running "$1: running"
	# no verdict on the time, which is make bench's: that it comes at all
	at_most "$(echo "$times" | sed -n 's/^trace //p')" $((20000 * slow)) \
		"$1: ms from start to its first trace line"
	like "$(trace_of "$1" | head -n 1)" \
		'teeproc sample firmware, sram layout, is up' \
		"$1: the trace shows the firmware's line"

	ok "$1: echoes 1,000 messages of 1 to 496 bytes" \
		echo_test "$1" 1000 1
	diag "$output"
	is "$(command_to "$1" vring 5000)" "$vrings" \
		"$1: the loaded table has the vrings' addresses"

	# the core counts starts
	is "$(core_start "$1")" 0 "$1: started twice"
	is "$(core_stop "$1")" 0 "$1: and stopped once"
	is "$(core_get "$1" state)" running "$1: still runs"
	is "$(core_set "$1" firmware other)" EBUSY \
		"$1: another firmware is refused while it runs"

	is "$(core_stop "$1")" 0 "$1: stops"
	is "$(core_get "$1" state)" offline "$1: offline at the end"
	ok "$1: its channel has gone" wait_for 5 has_no_rpmsg "$1"
	is "$(core_stop "$1")" EINVAL "$1: a second stop is refused"
}

# crash CORE COMMAND: that ends in a recovery
crash() {
	wait_for 10 rpmsg_of "$1"
	before=$(times_up "$1")
	ok "$1: $2: takes the command" command_to "$1" "$2"
	took=$(recovers "$1" "$before")
	tap_result $? "$1: $2: comes up again" || diag "$(trace_of "$1")"
	diag "recovery in ${took}0 ms"
	ok "$1: $2: echoes again" echo_test "$1" 100 2
	diag "$output"
}

crashes() {
	is "$(core_start "$1")" 0 "$1: starts"
	# shellcheck disable=SC2154 # of the board's own file
	for word in crash $crashes; do
		crash "$1" "$word"
	done
	is "$(core_stop "$1")" 0 "$1: stops after recoveries"

	# without recovery it stays as it is, to be looked at
	is "$(core_set "$1" recovery disabled)" 0 "$1: recovery disabled"
	is "$(core_start "$1")" 0 "$1: starts"
	wait_for 10 rpmsg_of "$1"
	ok "$1: takes the command" command_to "$1" crash
	ok "$1: crashed" wait_for 60 state_is "$1" crashed
	ok "$1: the trace tells the fault" trace_has "$1" "$fault_line"
	is "$(core_set "$1" recovery enabled)" 0 "$1: recovery enabled"
	ok "$1: which brings it up" wait_for 60 state_is "$1" running
	ok "$1: echoes again" echo_test "$1" 100 3
	is "$(core_stop "$1")" 0 "$1: stops"
}

# hangs CORE: a firmware that answers no more can still be stopped
hangs() {
	for word in hang exit; do
		is "$(core_start "$1")" 0 "$1: $word: starts"
		wait_for 10 rpmsg_of "$1"
		ok "$1: $word: takes the command" command_to "$1" "$word"
		ok "$1: $word: says so" wait_for 5 trace_has "$1" "command: $word"
		not_ok "$1: $word: answers no more" command_to "$1" vring 500
		is "$(core_get "$1" state)" running \
			"$1: $word: is no crash for Linux"
		is "$(core_stop "$1")" 0 "$1: $word: stops"
	done
}

# Starts and stops, with an echo in each: not in a subshell, so that a failure
# tells its round.
cycles() {
	round=0
	while [ $round -lt 10 ]; do
		round=$((round + 1))
		[ "$(core_start "$1")" = 0 ] || break
		state_is "$1" running || break
		echo_test "$1" 20 $round >/dev/null || break
		[ "$(core_stop "$1")" = 0 ] || break
		state_is "$1" offline || break
		[ $round -lt 10 ] || round=ten
	done
	is $round ten "$1: ten cycles of start, echo and stop"
}

# echo_beside NAME COMMAND...: core 0 echoes all the time while the other one
# does something
echo_beside() {
	name=$1
	shift
	echo_test "$core0" 3000 4 16 >/tmp/echo.log 2>&1 &
	echo_pid=$!
	"$@"
	wait $echo_pid
	tap_result $? "$name" || diag "$(cat /tmp/echo.log)"
	diag "$core0: $(cat /tmp/echo.log)"
}

both() {
	is "$(core_start "$core0" $fw)" 0 'both: the first starts'
	is "$(core_start "$core1" $fw)" 0 'both: the second starts'
	wait_for 10 rpmsg_of "$core0"
	wait_for 10 rpmsg_of "$core1"

	echo_beside 'both: echo at once' \
		ok 'both: and the other one too' echo_test "$core1" 3000 5 16
	diag "$output"
	up=$(times_up "$core0")
	echo_beside 'both: echo beside a crash' crash "$core1" crash
	echo_beside 'both: echo beside stop and start' restart "$core1"
	is "$(times_up "$core0")" "$up" 'both: the first was never restarted'

	is "$(core_stop "$core0")" 0 'both: the first stops'
	ok 'both: the second goes on' echo_test "$core1" 100 6
	is "$(core_stop "$core1")" 0 'both: the second stops'
}

restart() {
	is "$(core_stop "$1")" 0 "$1: stops"
	is "$(core_start "$1")" 0 "$1: starts"
	ok "$1: echoes" echo_test "$1" 100 7
}

# refused CORE FIRMWARE ERRNO LOG: an error and a line in the log, nothing left,
# and the next start works
refused() {
	dmesg >/tmp/dmesg.before
	is "$(core_start "$1" "$2")" "$3" "$2: $3"
	is "$(core_get "$1" state)" offline "$2: offline"
	lines=$(wc -l </tmp/dmesg.before)
	ok "$2: the log says why" log_since "$lines" "$4"
	unchanged "$2: nothing left" /tmp/snapshot.before
	is "$(core_start "$1" $fw)" 0 "$2: the next start works"
	is "$(core_stop "$1")" 0 "$2: and stops"
}

# log_since LINES PATTERN
log_since() {
	dmesg | tail -n +"$(($1 + 1))" >/tmp/dmesg.new
	cat /tmp/dmesg.new
	grep -q -e "$2" /tmp/dmesg.new
}

bad_input() {
	refused "$1" teeproc-missing.elf ENOENT 'teeproc-missing.elf'
	refused "$1" teeproc-bad-header.elf ENOEXEC 'not a little-endian ELF'
	refused "$1" teeproc-bad-magic.elf ENOEXEC 'not a little-endian ELF'
	refused "$1" teeproc-bad-truncated.elf ENOEXEC truncated
	refused "$1" teeproc-bad-machine.elf ENOEXEC machine
	refused "$1" teeproc-bad-outside.elf EINVAL 'bad phdr da 0x30000000'
	refused "$1" teeproc-bad-straddle.elf EINVAL \
		"bad phdr da $(printf %#x $((sram_da + 0xbffff0)))"
	# all in the TCMs, which Linux does not reach
	refused "$1" teeproc-tcm.elf EINVAL "bad phdr da $code_da"

	is "$(core_set "$1" state fly)" EINVAL 'an unknown word in state'
}

no_table() {
	is "$(core_start "$1" teeproc-sram-notable.elf)" 0 \
		"$1: starts a firmware without a resource table"
	is "$(core_get "$1" state)" running "$1: running"
	not_ok "$1: has no trace" trace_of "$1"
	is "$(core_stop "$1")" 0 "$1: stops it"
}

snapshot >/tmp/snapshot.first
life "$core0"
life "$core1"
unchanged 'nothing left after a life' /tmp/snapshot.first

cycles "$core0"
unchanged 'nothing left after ten lives' /tmp/snapshot.first

crashes "$core0"
unchanged 'nothing left after recoveries' /tmp/snapshot.first

hangs "$core1"
no_table "$core0"
both
unchanged 'nothing left after both' /tmp/snapshot.first

snapshot >/tmp/snapshot.before
bad_input "$core0"
unchanged 'nothing left at the end' /tmp/snapshot.first

done_testing
