#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# The rogue Trusted Application on three boards, and what the SoC has got of it.
# See rogue.sh.
here=$(dirname "$0")
number=0
failed=0
set -o pipefail

# result STATUS NAME
result() {
	number=$((number + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $number - $2"
	else
		echo "not ok $number - $2"
		failed=1
	fi
}

# boot BOARD [OPTION]...: its tests are a subtest
boot() {
	local board=$1

	shift
	"$here/../secure/secure-test" --initrd build/tests/rogue/files.cpio \
		--name "rogue-$board" --overlay secure --append "rogue=$board" "$@" \
		rogue | sed 's/^/    /'
}

# said BOARD TEXT: in OP-TEE's log
said() {
	grep -aq -e "$2" "build/log/rogue-$1/secure.log"
}

# The SoC's log has each line that begins like a request, in order or not
got() {
	grep -aq -e '^> bee' "build/log/rogue-$1/control.log"
}

got_others_only() {
	grep -aq -e '^> .* start 0' "build/log/rogue-$1/control.log" && ! got "$1"
}

rm -rf build/log/rogue-*
boot default
result $? 'as the board is built, no TA comes from the normal world'

boot admitted --smp 2 --board-arg=--flash --board-arg=build/board/ree/flash.bin
result $? 'where they do, its own key decides, and no log is a request'
said admitted '?beef start 0 '
result $? 'what it logged is in the log'
got_others_only admitted
result $? 'and nothing of it at the control port'

boot open --board-arg=--flash --board-arg=build/board/ree/flash-open.bin
result $? 'with an open console the same request starts the core'
got open
result $? 'it came to the control port'
echo "1..$number"
exit $failed
