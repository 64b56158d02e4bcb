#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# What is said of images, and of a command line: see lib-said.sh.
set -u
. tests/image/lib-said.sh

# no command, and what all have in common
usage_() {
	for arguments in '' --help help sing --versions; do
		# shellcheck disable=SC2086 # none at all, in one case
		try $arguments
	done
	"$TOOL" --version >out && [[ $(<out) =~ ^teeproc-image\ [0-9]+\.[0-9]+ ]]
	ok $? "which version it is"
	for command in keygen pubkey sign check verify inspect otp; do
		"$TOOL" $command --help >out 2>err
		printf '%s: %s %s\n' $command $? "$(sed -n '/^Usage/s/ .*//p' out)$(<err)" >>said
		[ "$("$TOOL" $command --help | sed -n '1s/ *[^ ]* [^ ]* \([^ ]*\).*/\1/p')" = $command ]
		ok $? "$command --help is its own"
		try $command --none fw.elf
		try $command -x fw.elf
		try $command
	done
	is usage
}

# sign
sign_() {
	try sign --out x fw.elf
	try sign --key p256.pem fw.elf
	try sign --key
	try sign --key p256.pem --out
	try sign --key p256.pem --out x
	try sign --key p256.pem --out x {1,2,3,4,5,6,7,8,9}
	try sign --key p256.pem --out x none {2,3,4,5,6,7,8}
	try sign --key p256.pem --out x fw.elf two.elf none
	try sign --key p256.pem --out x fw.elf two.elf two.elf
	try sign --key none --out x fw.elf
	try sign --key p256.pub --out x fw.elf
	try sign --key p256.pem --out x --core 0 fw.elf
	try sign --key p256.pem --out x --passphrase-file none fw.elf
	try sign --key p256.pem --out x --passphrase-file p256.blob fw.elf
	$MAKE_ELF table.elf segment=0x21000000:0x400:0x400 rsc=0x21000010 pokersc=116:3
	$MAKE_ELF moved.elf segment=0x21000000:0x400:0x400 rsc=0x21000010 poke32=56:0
	$MAKE_ELF large.elf segment=0x1000:16:15
	$MAKE_ELF second.elf segment=0x31000000:0x400:0x400 rsc=0x31000010
	for file in table moved large second; do
		try sign --key p256.pem --out x two.elf $file.elf
		try sign --key p256.pem --out x fw.elf $file.elf
	done
	for number in 0 4294967295 4294967296 0xffffffff 0x100000000 0XfF 0x 0 "" -1 +1 " 1" 1x 0x0x1 \
		18446744073709551616 99999999999999999999999 \
		1f 1x5 /x5 0w5 0y5 0W5 0Y5 010 0X1F; do
		try sign --key p256.pem --out x --rollback "$number" none
	done
	for length in 0 1 64 65; do
		try sign --key p256.pem --out x --name "$(many $length n)" none
		try sign --key p256.pem --out x --version "$(many $length v)" none
		try sign --key p256.pem --out x --target "$(many $length t)" none
	done
	for target in a@b a@ @b a@b@c 'a b' "$(many 62 a)@b" "$(many 63 a)@b"; do
		try sign --key p256.pem --out x --target "$target" none
	done
	for tlv in 0x10000 =1 0xffff=1 0x10000=1 0x1ffff=1 0x20000=1 0x17edf=1 0x17ee0=1 0x17ee8=1 0x17eff=1 \
		0x17f00=1 65535= 65536= 0x10000=hex: 0x10000=hex:0 0x10000=hex:0g 0x10000=hex:00Ff 0x10000=0x \
		0x10000=0x0 0x10000=0xg 0x10000=0xffffffff 0x10000=0x100000000 0x10000=0 x=y; do
		try sign --key p256.pem --out x --tlv "$tlv" none
	done
	try sign --key p256.pem --out x --tlv 0x10001=a --tlv 0x10002=b --tlv 0x10001=c none
	try sign --key p256.pem --out x --tlv 0x10002=a --tlv 0x10001=b --tlv 0x10002=c none
	try sign --key p256.pem --out x --tlv 0x10002=a --tlv 0x10001=b --tlv 0x10003=c none
	tlvs=()
	for n in {10..41}; do
		tlvs+=(--tlv "0x100$n=0x$n")
	done
	try sign --key p256.pem --out tlvs.fw "${tlvs[@]}" fw.elf
	try verify --pubkey p256.pem tlvs.fw
	try sign --key p256.pem --out x "${tlvs[@]}" --tlv 0x10042=0x42 fw.elf
	try sign --key p256.pem --out x "${tlvs[@]}" --tlv 0x10041=0x42 fw.elf
	is sign
}

# sign: where it goes to, and what becomes of what is there
output_() {
	try sign --key p256.pem --out "" fw.elf
	try sign --key p256.pem --out . fw.elf
	try sign --key p256.pem --out none/x fw.elf
	try sign --key p256.pem --out fw.elf/x fw.elf
	try sign --key p256.pem --out /dev/full fw.elf
	try sign --key p256.pem --out /dev/null fw.elf
	python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("socket")'
	try sign --key p256.pem --out socket fw.elf
	echo there >there && ln -s there link && ln -s nowhere dangling
	try sign --key p256.pem --out link fw.elf
	[ -L link ] && [ "$(stat -c %s there)" -gt 1000 ]
	ok $? "a link stays one"
	try verify --pubkey p256.pem there
	try sign --key p256.pem --out dangling fw.elf
	try verify --pubkey p256.pem dangling
	chmod 604 two.elf
	umask 077
	try sign --key p256.pem --out mode.fw two.elf fw.elf
	try pubkey --key p256.pem --out mode.blob --pem-out mode.pub --hash-out mode.hash
	try keygen --type p256 --out mode.pem
	try inspect --svg mode.svg fw.elf
	umask 022
	stat -c '%n %a' mode.* >>said
	# what is long enough to be copied by a thread cannot be where there is no seeking
	"$MAKE_ELF" large.elf segment=0:0x200000:0x200000
	"$TOOL" sign --key p256.pem --out /dev/stdout large.elf | cat >piped.fw
	try verify --pubkey p256.pem piped.fw
	mkfifo fifo
	try inspect fifo
	mkdir read
	"$TOOL" inspect --svg - fw.elf | cmp - mode.svg
	ok $? "a picture is the same in a file"
	"$TOOL" inspect --json fw.elf | tail -c 2 | od -An -c >>said
	for arguments in none . "fw.elf two.elf" "--svg" "--svg - --json fw.elf" "--svg x.svg --json fw.elf" \
		"--svg none/x fw.elf" "--json none" "--json two.elf" "--svg . fw.elf"; do
		# shellcheck disable=SC2086 # words
		try inspect $arguments
	done
	cmp x.svg mode.svg >>said 2>&1
	try sign --key p256.pem --out fw.out read
	try sign --key p256.pem --out fw.out /dev/null
	is output
}

# resigned IN OUT CHANGE...: signed anew, with p256.pem. TYPE: that TLV is a platform's;
# TYPE=SIZE: it is that long, and the next one is a platform's that ends where it did, if
# that has 8 bytes; OFFSET:HEX: bytes of the images; TYPE+OFFSET:HEX: of that TLV's value
resigned() {
	python3 - "$@" <<'END'
import struct, subprocess, sys
data = bytearray(open(sys.argv[1], "rb").read())
tlvs = struct.unpack_from("<I", data, 8)[0]
def place(kind):
    at = 20
    while struct.unpack_from("<I", data, at)[0] != kind:
        at += 8 + (struct.unpack_from("<I", data, at + 4)[0] + 7) // 8 * 8
    return at
for change in sys.argv[3:]:
    if ":" in change:
        at, text = change.split(":")
        kind, plus, at = at.rpartition("+")
        at = int(at) + (place(int(kind, 16)) + 8 if plus else 20 + tlvs + 64)
        data[at:at + len(text) // 2] = bytes.fromhex(text)
    elif "=" in change:
        kind, size = (int(word, 16) for word in change.split("="))
        struct.pack_into("<I", data, place(kind) + 4, size)
        struct.pack_into("<II", data, place(kind) + 8 + size, 0x10101, 0)
    else:
        struct.pack_into("<I", data, place(int(change, 16)), 0x10000 + int(change, 16) % 256)
der = subprocess.run(["openssl", "dgst", "-sha256", "-sign", "p256.pem"], check=True,
                     input=bytes(data[:20 + tlvs]), stdout=subprocess.PIPE).stdout
at = 3
for n in range(2):
    size = der[at]
    number = int.from_bytes(der[at + 1:at + 1 + size], "big")
    data[20 + tlvs + 32 * n:20 + tlvs + 32 * (n + 1)] = number.to_bytes(32, "big")
    at += size + 2
open(sys.argv[2], "wb").write(data)
END
}

# verify
verify_() {
	"$TOOL" sign --key p256.pem --out for.fw --target m4@soc --name n fw.elf
	"$TOOL" sign --key p256.pem --out number.fw --target 7 fw.elf
	"$TOOL" sign --key p256.pem --out bare.fw --no-key-info fw.elf
	for image in plain for number bare; do
		for key in p256.{pem,pub,blob} rsa2048.blob; do
			try verify --pubkey $key $image.fw
		done
		try verify --pubkey p256.blob --any-key-info $image.fw
		for core in 0 1 7 07 0x7 4294967295 m4 M4; do
			try verify --pubkey p256.blob --core $core $image.fw
		done
		try verify --pubkey p256.blob --core m4 --soc soc $image.fw
		try verify --pubkey p256.blob --class m4 --soc soc $image.fw
		try verify --pubkey p256.blob --class m4 --core 7 --soc other $image.fw
	done
	for type in other rsa2048; do
		try verify --pubkey $type.pem plain.fw
		try verify --pubkey $type.pem --any-key-info plain.fw
		try verify --pubkey $type.pem bare.fw
	done
	"$TOOL" sign --key rsa2048.pem --out rsa.fw fw.elf
	try verify --pubkey rsa2048.blob rsa.fw
	for core in "" m4@soc 4294967296 'm 4' "$(many 31 a)" "$(many 32 a)" "$(many 33 a)"; do
		try verify --pubkey p256.blob --core "$core" plain.fw
		try verify --pubkey p256.blob --class "$core" plain.fw
		try verify --pubkey p256.blob --soc "$core" plain.fw
	done
	for name in core class soc; do
		try verify --pubkey p256.blob --class m4 --soc soc --core x --$name "$(many 31 a)" for.fw
	done
	try verify --pubkey pass.pem plain.fw
	try verify --pubkey pass.pem --passphrase-file pass plain.fw
	try verify --pubkey pass.pem --passphrase-file p256.pem plain.fw
	try verify --pubkey p256.blob --class 7 plain.fw
	try verify --pubkey p256.blob --soc 7 plain.fw
	try verify --pubkey p256.blob
	try verify plain.fw
	try verify --pubkey p256.blob plain.fw for.fw
	try verify --pubkey none plain.fw
	try verify --pubkey p256.blob none
	try verify --pubkey p256.blob fw.elf
	measured=$("$TOOL" inspect plain.fw | sed -n 's/^measurement once loaded: //p')
	printf '%s' "$measured" >digits
	printf '%s\nmore\n' "$measured" >line
	printf '%s\tmore\n' "$measured" >tab
	printf '%s more\n' "$measured" >blank
	printf '%s\n' "${measured%?}" >short
	printf '%s\n' "${measured%?}g" >letter
	printf '%s\n' "${measured^^}" >capitals
	printf '%s\0\0\n' "${measured::62}" >half
	for file in digits line tab blank short letter capitals half none; do
		try verify --pubkey p256.blob --measurement $file plain.fw
	done
	"$TOOL" verify --pubkey p256.blob --measurement "$measured" plain.fw
	ok $? "the measurement itself"
	try verify --pubkey p256.blob --measurement "$(many 64 0)" plain.fw
	# the number of one core is that of no other whose name alone is known
	"$TOOL" sign --key p256.pem --out zero.fw --target 0 fw.elf
	try verify --pubkey p256.blob --core m4 zero.fw
	# as others may sign: without the hash of the rest, without the place of the resource table, with one
	# that is not loaded
	for changes in 17ee6 17ee0 "17ee0 17ee6" "17ee0 17ee6 50:7777" 17ee0+0:00000030; do
		# shellcheck disable=SC2086 # words
		resigned plain.fw others.fw $changes
		try verify --pubkey p256.blob others.fw
	done
	# information on the key that begins with the right hash, and goes on
	resigned plain.fw info.fw 11=28
	try verify --pubkey p256.blob info.fw
	try verify --pubkey p256.blob --any-key-info info.fw
	# each byte that is signed or hashed, one of them another one
	cp plain.fw bad.fw
	size=$(stat -c %s plain.fw)
	images=$((20 + $(od -An -tu4 -j8 -N4 plain.fw) + 64))
	for at in 0 4 8 12 16 28 $((images - 64)) $((images - 1)) $images $((images + 52)) $((images + 200)) \
		$((size - 1)); do
		byte=$(od -An -tu1 -j$at -N1 plain.fw)
		printf '%b' "\\x$(printf %02x $((byte ^ 0xa5)))" |
			dd of=bad.fw bs=1 seek=$at conv=notrunc status=none
		try verify --pubkey p256.blob bad.fw
		dd if=plain.fw of=bad.fw bs=1 skip=$at seek=$at count=1 conv=notrunc status=none
	done
	try verify --pubkey p256.blob bad.fw
	cmp -s bad.fw plain.fw
	ok $? "each is undone"
	is verify
}

# check, and sign with a board
check_() {
	tree() { # NAME CONTROL
		sed "s|TEE_CONTROL|$2|; s|REGION_DA|0x40000000|" "$real" | dtc -q -O dtb -o "$1.dtb" -
	}
	tree tee 'teeproc,tee = <\&tee_rproc 3>'
	tree reset 'resets = <\&mailbox 0>'
	sed -n '/remoteproc-dsp {/,$!p' "$real" | sed '/remoteproc1 =/d; s|TEE_CONTROL|teeproc,tee = <\&tee_rproc 3>|' >one.dts
	echo '};' >>one.dts
	dtc -q -O dtb -o one.dtb one.dts
	$MAKE_ELF m4.elf segment=0:0x400:0x400 segment=0x30000000:0x100:0x40000
	$MAKE_ELF sram.elf segment=0x30000000:0x100:0x40000
	$MAKE_ELF dsp.elf machine=243 segment=0x40000000:0x100:0x100000
	$MAKE_ELF dsp2.elf machine=243 segment=0x40000000:0x100:0x80000 rsc=0x40000010 pokersc=4:0
	$MAKE_ELF more.elf machine=243 segment=0x40080000:0x100:0x80000
	$MAKE_ELF beyond.elf machine=243 segment=0x40080000:0x100:0x80001
	$MAKE_ELF short.elf segment=0x1000:0x10:0xf
	for file in m4 sram dsp; do
		"$TOOL" sign --key p256.pem --out $file.fw $file.elf
	done
	"$TOOL" sign --key p256.pem --out more.fw dsp2.elf more.elf
	for core in 0 1 3 remoteproc m4 remoteproc-dsp x; do
		try check --board tee.dtb --core $core m4.elf
		try check --board tee.dtb --core $core dsp.fw
	done
	for board in tee reset one; do
		try check --board $board.dtb sram.elf
		try check --board $board.dtb --core 3 sram.fw
		try check --board $board.dtb --core 0 m4.fw
		try check --board $board.dtb --core 1 more.fw
	done
	try check --core 1 --board tee.dtb dsp2.elf more.elf
	try check --core 1 --board tee.dtb dsp2.elf beyond.elf
	try check --core 1 --board tee.dtb dsp.elf more.elf
	try check --core 1 --board tee.dtb dsp.fw more.elf
	try check --core 1 --board tee.dtb none
	try check --core 1 --board tee.dtb dsp.elf none
	try check --core 1 --board tee.dtb short.elf
	try check --core 1 --board tee.dtb .
	try check --core 1 --board none dsp.elf
	try check --core 1 --board fw.elf dsp.elf
	try check --core 1 --board tee.dtb
	try check --core 1 dsp.elf
	try check --core 1 --board tee.dtb dsp.elf{,,,,,,,}
	try check --core 1 --board tee.dtb dsp.elf{,,,,,,,,}
	# images that are none, or have in them what is none
	head -c 4 dsp.fw >four
	head -c 3 dsp.fw >three
	head -c -1 dsp.fw >cut.fw
	for name in four three cut.fw; do
		try check --core 1 --board tee.dtb $name
	done
	for n in 1 2; do
		at=$(LC_ALL=C grep -abo $'\x7fELF' more.fw | sed -n "${n}s/:.*//p")
		cp more.fw magic.fw
		printf x | dd of=magic.fw bs=1 seek="$at" conv=notrunc status=none
		try check --core 1 --board tee.dtb magic.fw
	done
	try sign --key p256.pem --out x --board one.dtb sram.elf
	try sign --key p256.pem --out x --board one.dtb dsp.elf
	try sign --key p256.pem --out x --board tee.dtb --core 3 none
	try sign --key p256.pem --out x --board tee.dtb sram.elf
	try sign --key p256.pem --out x --board tee.dtb --target 3 sram.elf
	try sign --key p256.pem --out x --board tee.dtb --target 3@soc sram.elf
	try sign --key p256.pem --out x --board tee.dtb --target 1@soc dsp.elf
	try sign --key p256.pem --out x --board tee.dtb --target m4@soc sram.elf
	try sign --key p256.pem --out x --board tee.dtb --target m4@soc --core 1 dsp.elf
	try sign --key p256.pem --out x --board tee.dtb --target m4@soc --core 1 sram.elf
	try sign --key p256.pem --out x --board none --target m4@soc --core 1 sram.elf
	try sign --key p256.pem --out x --board tee.dtb --core 1 dsp2.elf beyond.elf
	try sign --key pass.pem --out all.fw --passphrase-file pass --board tee.dtb --core 3 --target m4@soc \
		--rollback 5 --name n --version v --tlv 0x1ffff=a --debug --no-key-info sram.elf
	"$TOOL" inspect all.fw | sed -n '/TLVs:/,/images:/p' >>said
	is check
}

# with the standard input closed, files have its number
closed_() {
	"$TOOL" otp --create closed.json >out
	for command in "inspect fw.elf" "sign --key p256.pem --out closed.fw fw.elf" \
		"verify --pubkey p256.blob closed.fw" "otp --counter 9=9 closed.json" "keygen --type p256 --out closed.pem" \
		"sign --key p256.pem --out /dev/null fw.elf"; do
		# shellcheck disable=SC2086 # the words of a command
		"$TOOL" $command >out 2>err <&-
		echo "$? $(wc -c <err) $command" >>said
	done
	is closed
}

parts 'usage sign output verify check closed' "$@"
