#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# A key's life on the board: two keys are burned, images of both run; the old one is
# revoked by teeproc-image between two boots; its image is refused, that of the new
# one runs, and the counter is what it was. What the board has measured is what
# teeproc-image says of each image.
set -u
. tests/tap.sh

build=${TEEPROC_BUILD:-build}
tool=$build/tools/teeproc-image/teeproc-image
built=$build/tests/keys
case ${FW_TARGET:=cortex-m4@teeproc-virt} in
cortex-m4@*) core=m4-0 ;;
cortex-r5f@*) core=r5-0 ;;
esac
dir=$(mktemp -d "$built/.run.XXXXXX")
trap 'rm -rf "$dir"' EXIT
otp=$dir/otp.json
export BOARD_COMMAND=${BOARD_COMMAND/--initrd /--initrd $built/files.cpio,}

# boots PHASE: the suite, each of its tests as one here
boots() {
	local line
	tests/board/board-test --overlay secure --name "keys-$1" --append "keys.phase=$1" \
		--board-arg=--otp --board-arg="$otp" keys >"$dir/$1.tap"
	local status=$?
	while IFS= read -r line; do
		case $line in
		'ok '*) ok 0 "$1: ${line#*- }" ;;
		'not ok '*) ok 1 "$1: ${line#*- }" ;;
		'#'*) echo "$line" ;;
		esac
	done <"$dir/$1.tap"
	ok $status "$1: the boot as a whole"
}

# measured PHASE IMAGE: as inspect says, and verify agrees, with the right key only
measured() {
	local image=$built/$2.signed key=${2%?} hash
	hash=$(sed -n "s/^# measured $2 \([0-9a-f]*\)$/\1/p" "$dir/$1.tap")
	[ ${#hash} = 64 ] && [ "$hash" = "$($tool inspect "$image" |
		sed -n 's/^measurement once loaded: //p')" ]
	ok $? "$1: $2 is measured as inspect says ($hash)"
	$tool verify --pubkey "$built/$key.pem" --measurement "$hash" \
		--core "$core" --class "${FW_TARGET%@*}" --soc "${FW_TARGET#*@}" "$image"
	ok $? "$1: verify agrees about $2"
}

# holds PYTHON: of the one-time memory, as o
holds() {
	$tool otp --show --json "$otp" | python3 -c "import json, sys
o = json.load(sys.stdin)
sys.exit(not ($1))"
}

$tool otp --create --add "$built/old.pem" --slot 0 "$otp" >"$dir/out" &&
	$tool otp --add "$built/new.pem" "$otp" >>"$dir/out"
ok $? "two keys are burned"
boots both
for image in old2 new2 old3 new3; do
	measured both $image
done
[ "$(sed -n 's/^# measured [a-z]*[23] //p' "$dir/both.tap" | sort -u | wc -l)" = 2 ]
ok $? "two firmwares measure differently, one signed twice does not"
holds 'o["counters"] == [3] and [s["used"] for s in o["slots"]] == [True, True, False, False]'
ok $? "the counter is 3, the keys are there"

$tool otp --revoke 0 "$otp" >"$dir/out"
ok $? "the old one is revoked"
holds 'o["counters"] == [3] and [s["revoked"] for s in o["slots"]] == [True, False, False, False]'
ok $? "the counter is kept"
boots revoked
measured revoked new3
holds 'o["counters"] == [3] and [s["revoked"] for s in o["slots"]] == [True, False, False, False]'
ok $? "the board has kept both"
! $tool otp --add "$built/old.pem" "$otp" 2>"$dir/out" && grep -q "slot 0 has this key, revoked" "$dir/out"
ok $? "the old one does not come back"
done_testing
