#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# A single bit of a signed image that differs makes it refused, whichever it is.
set -u
TOOL=build/tools/teeproc-image/teeproc-image
. tests/image/lib.sh

make_sample "$dir/fw.elf"
for type in p256 rsa2048; do
	tool keygen --type $type --out "$dir/$type.pem"
	tool sign --key "$dir/$type.pem" --out "$dir/$type.fw" --name sample \
		--version 1.0 --rollback 1 --debug --tlv 0x10000=abc \
		"$dir/fw.elf"
	report=$(timeout 300 build/tests/image/bitflip "$dir/$type.fw" \
		"$dir/$type.pem" 2>"$dir/stderr")
	status=$?
	sed 's/^/# /' "$dir/stderr"
	# nothing was tried would be no success either
	[ $status = 0 ] && [ "${report%% *}" -gt 6000 ]
	ok $? "$type: $report"
done

$MAKE_ELF "$dir/second.elf" segment=0x30000000:0x101:0x200
tool sign --key "$dir/p256.pem" --out "$dir/two.fw" "$dir/fw.elf" \
	"$dir/second.elf"
report=$(timeout 300 build/tests/image/bitflip "$dir/two.fw" "$dir/p256.pem")
ok $? "two images: $report"

# and through the command: header, TLVs, signature, segment, what is not loaded
size=$(stat -c %s "$dir/p256.fw")
for at in 0 4 17 20 33 200 700 1500 5000 $((size - 1)); do
	cp "$dir/p256.fw" "$dir/bad.fw"
	byte=$(od -An -tu1 -j "$at" -N 1 "$dir/bad.fw")
	printf "\\x$(printf %02x $((byte ^ 16)))" |
		dd of="$dir/bad.fw" bs=1 seek="$at" conv=notrunc status=none
	refuses 1 "not a signed|format version|lengths|shorter|larger|TLV|key|signature|changed" "byte $at" tool verify \
		--pubkey "$dir/p256.pem" "$dir/bad.fw"
done
done_testing
