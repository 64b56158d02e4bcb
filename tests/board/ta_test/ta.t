#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# TA and pseudo-TA in the board, in two boots with one OTP.
here=$(dirname "$0")
keys=build/tests/board/ta_test/firmware.keys
otp=$(mktemp "${TMPDIR:-/tmp}/teeproc-otp-XXXXXX")
trap 'rm -f "$otp"' EXIT
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

# boot SUITE: its tests are a subtest
boot() {
	"$here/../board-test" --overlay untargeted --timeout 600 \
		--append teeproc.modules=optee \
		--board-arg --otp --board-arg "$otp" "$1" | sed 's/^/    /'
}

cp "$keys/otp.json" "$otp"
boot ta
result $? 'TA and pseudo-TA'
/usr/bin/python3 -c 'import json, sys; sys.exit(json.load(open(sys.argv[1]))["counters"] != [6, 4])' "$otp"
result $? 'the OTP has the counters of what was started'
boot ta_again
result $? 'the counters survive a power cycle'
echo "1..$number"
exit $failed
