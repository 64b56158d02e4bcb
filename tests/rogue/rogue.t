#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# The rogue Trusted Application on three boards, and what the SoC has got of it.
# See rogue.sh.
here=$(dirname "$0")
set -o pipefail
. tests/tap.sh

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
ok $? 'as the board is built, no TA comes from the normal world'

boot admitted --smp 2 --board-arg=--flash --board-arg=build/board/ree/flash.bin
ok $? 'where they do, its own key decides, and no log is a request'
said admitted '?beef start 0 '
ok $? 'what it logged is in the log'
got_others_only admitted
ok $? 'and nothing of it at the control port'

boot open --board-arg=--flash --board-arg=build/board/ree/flash-open.bin
ok $? 'with an open console the same request starts the core'
got open
ok $? 'it came to the control port'
done_testing
