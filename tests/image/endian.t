#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# The reader on a big-endian core, in QEMU: it says of an image what it says
# here. Alignment is strict there, since the core's MMU is off.
set -u
TOOL=build/tools/teeproc-image/teeproc-image
. tests/image/lib.sh

# bare IMAGE: what the big-endian program prints
bare() {
	timeout 60 qemu-system-aarch64 -M virt -cpu cortex-a53 -m 256 -nodefaults \
		-display none -serial stdio -kernel build/tests/image/read-image-be \
		-device "loader,file=$1,addr=0x48000000,force-raw=on" \
		-device "loader,addr=0x47fffff8,data=$(stat -c %s "$1"),data-len=8,data-be=on" \
		</dev/null | tr -d '\r'
}

make_sample "$dir/fw.elf"
$MAKE_ELF "$dir/fw64.elf" 64 machine=243 segment=0x40000000:0x101:0x200 segment=4:0:5:5
$MAKE_ELF "$dir/second.elf" segment=0x30000000:0x101:0x200
tool keygen --type p256 --out "$dir/p256.pem"
tool keygen --type rsa2048 --out "$dir/rsa2048.pem"
tool sign --key "$dir/p256.pem" --out "$dir/one" --rollback 0x1020304 --name n \
	--version 1 --debug --tlv 0x10000=0x12345678 "$dir/fw.elf"
tool sign --key "$dir/rsa2048.pem" --out "$dir/two" "$dir/fw.elf" "$dir/fw64.elf"
/usr/bin/python3 build/tests/image/sign_rproc_fw.py --key "$dir/p256.pem" --key_type ECC \
	--in "$dir/fw.elf" --in "$dir/second.elf" --out "$dir/script" >/dev/null 2>"$dir/log" ||
	sed 's/^/# /' "$dir/log"
(head -c 21 "$dir/one" && printf '\377' && tail -c +23 "$dir/one") >"$dir/bad"

for image in one two script bad; do
	build/tests/image/read-image "$dir/$image" >"$dir/here"
	bare "$dir/$image" >"$dir/there"
	grep -q '^low byte first 0*1$' "$dir/here" && grep -q '^low byte first 0*$' "$dir/there"
	ok $? "$image: this core is little endian, that one big endian"
	diff <(tail -n +2 "$dir/here") <(tail -n +2 "$dir/there") >"$dir/diff" &&
		[ "$(wc -l <"$dir/here")" -gt 40 ]
	status=$?
	head -n 20 "$dir/diff" | sed 's/^/# /'
	ok $status "$image: $(wc -l <"$dir/here") answers are the same"
done
grep -q '^parse 0*$' "$dir/here"
[ $? = 1 ]
ok $? "the bad one was a bad one"
done_testing
