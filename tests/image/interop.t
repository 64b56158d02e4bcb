#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# Interchange with OP-TEE's sign_rproc_fw.py: its images are accepted here, and
# ours keep its rules.
set -u
. tests/image/lib.sh
script=build/tests/image/sign_rproc_fw.py
rules=tests/image/script-rules

make_sample "$dir/fw.elf"
$MAKE_ELF "$dir/second.elf" segment=0x30000000:0x101:0x200 segment=4:0:5:5

# what it has made before is not taken for what it fails to make
script() {
	rm -f "$dir/theirs"
	timeout 60 /usr/bin/python3 $script "$@" 2>"$dir/script.log" ||
		sed 's/^/# /' "$dir/script.log"
}

for type in rsa2048 rsa3072 rsa4096 p256; do
	key=$dir/$type.pem
	tool keygen --type $type --out "$key"
	tool pubkey --key "$key" --out "$dir/$type.blob" \
		--hash-out "$dir/$type.hash"
	kind=RSA
	[ $type != p256 ] || kind=ECC
	base=(--key "$key" --key_type "$kind" --out "$dir/theirs")

	script "${base[@]}" --in "$dir/fw.elf"
	accepts "$type: theirs" tool verify --pubkey "$dir/$type.blob" "$dir/theirs"
	accepts "$type: theirs keeps its own rules" $rules "$dir/theirs" "$key" \
		"$dir/fw.elf"
	script "${base[@]}" --in "$dir/fw.elf" --key_info "$dir/$type.hash"
	accepts "$type: theirs, key information" tool verify \
		--pubkey "$dir/$type.blob" "$dir/theirs"
	script "${base[@]}" --in "$dir/fw.elf" --in "$dir/second.elf" \
		--plat-tlv 0x10000 0x12345678 --plat-tlv 0x10001 text
	accepts "$type: theirs, two images, platform TLVs" tool verify \
		--pubkey "$dir/$type.blob" "$dir/theirs"
	accepts "$type: inspect of theirs" tool inspect "$dir/theirs"
	grep -q '^resource table: da 0x21000010, 216 bytes, 4 entries$' "$dir/stdout"
	ok $? "$type: their resource table is found"
	printf '%s' "some other key" >"$dir/info"
	script "${base[@]}" --in "$dir/fw.elf" --key_info "$dir/info"
	refuses 1 "another key" "$type: theirs, information on another key" \
		tool verify --pubkey "$dir/$type.blob" "$dir/theirs"
	accepts "$type: unless that is not asked" tool verify --any-key-info \
		--pubkey "$dir/$type.blob" "$dir/theirs"

	rm -f "$dir/ours"
	tool sign --key "$key" --out "$dir/ours" "$dir/fw.elf"
	accepts "$type: ours" $rules "$dir/ours" "$key" "$dir/fw.elf"
	rm -f "$dir/ours"
	tool sign --key "$key" --out "$dir/ours" --no-key-info --name n \
		--version 1 --rollback 3 --debug --tlv 0x10000=0x12345678 \
		"$dir/fw.elf" "$dir/second.elf"
	accepts "$type: ours, two images, all TLVs" $rules "$dir/ours" "$key" \
		"$dir/fw.elf" "$dir/second.elf"
done

# the rules are no formality
printf x | dd of="$dir/ours" bs=1 seek=5000 conv=notrunc status=none
! $rules "$dir/ours" "$dir/p256.pem" "$dir/fw.elf" "$dir/second.elf" 2>/dev/null
ok $? "a changed one breaks the rules"

# a script that pads an aligned TLV area with 8 bytes more, and signs that
sed 's/^    if align_64b:$/    if True:/; s/s_header.tlv_length += 8 - align_64b/s_header.tlv_length += 8/; s/tlvs_buff += bytearray(8 - align_64b)/tlvs_buff += bytearray(8)/' \
	$script >"$dir/padding.py"
! cmp -s $script "$dir/padding.py"
ok $? "a script that pads too much"
script() {
	rm -f "$dir/theirs"
	/usr/bin/python3 "$dir/padding.py" "$@" 2>"$dir/script.log" ||
		sed 's/^/# /' "$dir/script.log"
}
size=$(stat -c %s "$dir/theirs")
script "${base[@]}" --in "$dir/fw.elf" --key_info "$dir/info"
[ "$(stat -c %s "$dir/theirs")" = $((size + 8)) ]
ok $? "its image is longer"
script "${base[@]}" --in "$dir/fw.elf"
accepts "and accepted" tool verify --pubkey "$dir/p256.blob" "$dir/theirs"
done_testing
