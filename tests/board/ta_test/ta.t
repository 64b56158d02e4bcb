#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# TA and pseudo-TA in the board, in two boots with one OTP.
here=$(dirname "$0")
keys=build/tests/board/ta_test/firmware.keys
otp=$(mktemp "${TMPDIR:-/tmp}/teeproc-otp-XXXXXX")
trap 'rm -f "$otp"' EXIT
set -o pipefail
. tests/tap.sh

# boot SUITE: its tests are a subtest
boot() {
	"$here/../board-test" --initrd build/tests/secure/large.cpio --overlay untargeted --timeout 600 \
		--append teeproc.modules=optee \
		--board-arg --otp --board-arg "$otp" "$1" | sed 's/^/    /'
}

cp "$keys/otp.json" "$otp"
boot ta
ok $? 'TA and pseudo-TA'
/usr/bin/python3 -c 'import json, sys; sys.exit(json.load(open(sys.argv[1]))["counters"] != [6, 4])' "$otp"
ok $? 'the OTP has the counters of what was started'
boot ta_again
ok $? 'the counters survive a power cycle'
done_testing
