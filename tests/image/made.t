#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# What teeproc-image sign writes, byte by byte: what tests/image/expected-image makes of
# the same files, and a signature of it that OpenSSL finds right.
set -u
# no sanitizers, since these are many commands: tool.t has them
TOOL=${TOOL:-build/tools/teeproc-image/teeproc-image}
. tests/image/lib.sh
TOOL=$(realpath "$TOOL")
MAKE_ELF=$(realpath $MAKE_ELF)
expected=$PWD/tests/image/expected-image
rsa=$PWD/tests/image/rsa2048.pem
cd "$dir" || exit 1

"$TOOL" keygen --type p256 --out p256.pem
# to make one takes long
cp "$rsa" rsa2048.pem
for type in p256 rsa2048; do
	"$TOOL" pubkey --key $type.pem --hash-out $type.hash --pem-out $type.pub
done

# behind FILE: where its TLVs end
behind() {
	local size
	size=$(od -An -tu4 -j8 -N4 "$1")
	echo $((20 + ${size:-0}))
}

# signed SIZE: made.fw, and OpenSSL on what is signed of it, all before the signature
signed() {
	local at
	at=$(behind made.fw)

	head -c $at made.fw >meta
	tail -c +$((at + 1)) made.fw | head -c "$1" >signature
	if [ "$1" = 64 ]; then # r and s, as DER
		python3 - signature <<'END'
import sys
raw = open(sys.argv[1], "rb").read()
def integer(part):
    number = int.from_bytes(part, "big")
    text = number.to_bytes(number.bit_length() // 8 + 1, "big")
    return bytes([2, len(text)]) + text
both = integer(raw[:32]) + integer(raw[32:])
open(sys.argv[1], "wb").write(bytes([48, len(both)]) + both)
END
		openssl dgst -sha256 -verify p256.pub -signature signature meta >log
	else
		openssl dgst -sha256 -verify rsa2048.pub -signature signature meta >log
	fi
	ok $? "its signature"
}

# makes NAME [--rsa] [--no-key-info] OPTION... ELF...
makes() {
	local name=$1 key=p256 size=64 hash=p256.hash
	local signing=() expecting=()
	shift
	[ "$1" != --rsa ] || { key=rsa2048 size=256 hash=rsa2048.hash expecting=(--rsa --sign-size 256) && shift; }
	[ "$1" != --no-key-info ] || { hash=- signing=(--no-key-info) && shift; }
	rm -f made.fw
	"$TOOL" sign --key $key.pem --out made.fw "${signing[@]}" "$@" >out 2>&1 || sed 's/^/# /' out
	"$expected" "${expecting[@]}" $hash "$@" >want
	local at
	at=$(behind want)
	cmp <(head -c $at want) <(head -c $at made.fw) >difference 2>&1 &&
		cmp <(tail -c +$((at + 1)) want) <(tail -c +$((at + 1 + size)) made.fw) >difference 2>&1
	local same=$?
	[ $same = 0 ] || sed 's/^/# /' difference
	ok $same "$name: each byte"
}

$MAKE_ELF one.elf segment=0x1000:0x10:0x20
$MAKE_ELF table.elf segment=0x20000000:0x104:0x200 segment=0x21000000:0x403:0x2000 segment=4:0:24:24 rsc=0x21000010
$MAKE_ELF wide.elf 64 machine=183 segment=0x30000000:0x1001:0x3000 segment=0x30004000:0:0x100
$MAKE_ELF odd.elf machine=243 segment=0x40000000:1:8 segment=0x40000008:7:8 segment=0:0:0
makes 'one segment' one.elf
signed 64
makes 'a resource table' table.elf
makes 'by RSA' --rsa table.elf
signed 256
makes 'of 64 bits' wide.elf
makes 'no key information' --no-key-info odd.elf
makes 'three files' odd.elf table.elf wide.elf
makes 'all that can be said' --rollback 0x01020304 --name "a name" --version v --target m4@soc --debug \
	--tlv 0x10000=0x12345678 --tlv 0x1ffff=text --tlv 65537=hex:00ffAB --tlv 0x10002= --tlv 0x10003=hex: \
	--tlv 0x10004=0 --tlv 0x10005=0x0 --tlv 0x17edf=0xff000000 --tlv 0x17f00=hexa table.elf odd.elf
for length in 7 8 9; do
	makes "a name of $length" --name "$(printf "%${length}s" x | tr ' ' x)" one.elf
done
tlvs=()
for n in {1..32}; do
	printf -v tlv '%d=0x%x' $((0x10000 + n)) $((0x1020304 * n))
	tlvs+=(--tlv "$tlv")
done
makes 'as many TLVs as there may be' "${tlvs[@]}" one.elf
makes 'no rollback but to 0' --rollback 0 one.elf
many=()
for n in 1 2 3 4 5 6 7 8; do
	$MAKE_ELF "$n.elf" "segment=0xf0${n}00000:$((n * 3)):0x40"
	many+=("$n.elf")
done
makes 'eight files' "${many[@]}"
# program headers of the same bytes, which are hashed once
at() { # FILE I J...: header I has the bytes of header J, as many as it has itself
	local file=$1
	shift
	while [ $# -gt 0 ]; do
		dd if="$file" of="$file" bs=1 count=4 skip=$((52 + 32 * $2 + 4)) seek=$((52 + 32 * $1 + 4)) \
			conv=notrunc status=none
		shift 2
	done
}
$MAKE_ELF same.elf segment=0x1000:16:16 segment=4:0:16:16 segment=4:0:8:8 segment=4:0:24:24 segment=0x2000:16:16 \
	segment=4:0:16:16 segment=4:0:0:0 segment=4:0:0:0
at same.elf 1 0 2 0 3 0 5 4 7 0
makes 'the same bytes' same.elf
$MAKE_ELF many.elf segment=0x1000:16:16 repeat=59
makes 'sixty segments' many.elf
# what is copied while it is hashed, and what is just too small for that
for size in 0xfff00 0x100000 0x100100; do
	$MAKE_ELF large.elf segment=0x1000000:$size:$size
	makes "a segment of $size" large.elf one.elf
done
done_testing
