#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# All that teeproc-image inspect shows, as text, as JSON and as picture, of files with
# whatever it can meet: it is what tests/image/shown/ has. shown.t --write writes it
# there anew, to be looked at before it is believed.
set -u
. tests/image/lib.sh
TOOL=$(realpath "$TOOL")
MAKE_ELF=$(realpath $MAKE_ELF)
expected=$PWD/tests/image/shown
write=${1:-}
cd "$dir" || exit 1

# what is another one each time: of the key its hash, of the image its signature
signature=@
secrets_of() { # SIGNED
	tlvs=$(od -An -tu4 -j8 -N4 "$1" 2>/dev/null | tr -d ' ')
	signature=$(od -An -tx1 -v -j$((20 + tlvs)) -N64 "$1" 2>/dev/null | tr -d ' \n')
}

# numbers of a picture may differ in the last digit
nearly() {
	python3 - "$1" "$2" <<'END'
import re, sys
number = r"\d+\.\d+"
want, got = (open(name, encoding="utf-8").read() for name in sys.argv[1:])
far = [(a, b) for a, b in zip(re.findall(number, want), re.findall(number, got))
       if abs(float(a) - float(b)) > 0.011]
sys.exit(re.sub(number, "N", want) != re.sub(number, "N", got) or bool(far))
END
}

inspect() { # FORM FILE: into found, with the status and what is said on stderr
	local shown status

	case $1 in
	text) shown=$("$TOOL" inspect "$2" 2>said) ;;
	json) shown=$("$TOOL" inspect --json "$2" 2>said) ;;
	svg) shown=$("$TOOL" inspect --svg - "$2" 2>said) ;;
	esac
	status=$?
	shown=${shown//$key_hash/KEY}
	printf '%s\n%s\nstatus %s\n' "${shown//$signature/SIGNATURE}" "$(<said)" $status >found
}

licence='# SPDX-License-Identifier: BSD-2-Clause'

expect() { # NAME FORM: found is what is expected
	local file=$expected/$1.$2 good

	[ "$2" != text ] || { echo "$licence" | cat - found >text && mv text found; }
	[ "$write" != --write ] || cp found "$file"
	[ "$(<found)" = "$(<"$file")" ] || { [ "$2" = svg ] && nearly "$file" found; }
	good=$?
	[ $good = 0 ] || diff "$file" found | head -n 20 | sed 's/^/# /'
	ok $good "$1 as $2"
}

# shows FORM... FILE: in each of the forms
shows() {
	local file=${*: -1} form

	[[ $file != *.fw ]] || secrets_of "$file"
	for form in "${@:1:$#-1}"; do
		inspect "$form" "$file"
		[ "$file" != all.fw ] || cp found "all.$form"
		expect "${file%.*}" "$form"
	done
}

# differs FORM... FILE: from how all.fw is shown
differs() {
	local file=${*: -1} form

	secrets_of "$file"
	for form in "${@:1:$#-1}"; do
		inspect "$form" "$file"
		diff "all.$form" found | grep -v '^<' >differences
		mv differences found
		expect "${file%.*}" "$form"
	done
}

poke() { # FILE OFFSET HEX...: those bytes there
	local file=$1 at=$2
	shift 2
	printf '%b' "$(printf '\\x%s' "$@")" | dd of="$file" bs=1 seek=$((at)) conv=notrunc status=none
}

tool keygen --type p256 --out key.pem
tool pubkey --key key.pem --hash-out key.hash
key_hash=$(od -An -tx1 -v key.hash | tr -d ' \n')

# --- ELF files: program headers of all sorts, virtual addresses that are no matter
make_sample sample.elf
shows text json svg sample.elf
$MAKE_ELF kinds.elf machine=243 segment=0x1000:0x10:0x20 segment=2:0x2000:0x10:0x20 \
	segment=3:0x3000:1:1 segment=6:0x4000:1:1 segment=7:0x5000:1:1 segment=0x70000001:0x6000:1:1 \
	segment=0x70000003:0x7000:1:1 segment=0x6474e550:0:0:0 segment=0x6474e551:0:0:0 \
	segment=0x6474e552:0:0:0 segment=5:0:0:0 segment=0:0:0:0 segment=0x8000:0:0x10 segment=0x9000:0:0 \
	poke32=60:0x77770000 poke32=76:4 poke32=108:2 poke32=140:1 poke32=172:0 poke32=204:5
shows text json kinds.elf
# a table whose addresses are open, with one vring and bytes of configuration
$MAKE_ELF open.elf 64 machine=183 segment=0x21000000:0x400:0x400 rsc=0x21000010 pokersc=36:0x21000800 \
	pokersc=84:11 pokersc=88:12 pokersc=92:0x31 pokersc=100:20 pokersc=104:0x100 pokersc=108:0xffffffff \
	pokersc=112:16 pokersc=116:64 pokersc=120:13 pokersc=148:1 pokersc=152:0xffffffff pokersc=156:0x50000000 \
	pokersc=160:0x600 pokersc=164:6 pokersc=204:512
shows text json svg open.elf
# one whose last vring alone is open; and a carveout that names no place at all
$MAKE_ELF half.elf segment=0x21000000:0x400:0x400 rsc=0x21000010 pokersc=128:0xffffffff \
	pokersc=152:0xffffffff pokersc=204:300
shows text json half.elf
# areas over others, of one kind and of several, whole and in part
$MAKE_ELF over.elf segment=0x1000:0x100:0x800 segment=0x1200:0x80:0x100 segment=0x1700:0x10:0x400 \
	segment=0x1b00:0x10:0x10 segment=0x1b00:0x10:0x10 segment=0x20000000:0x400:0x1000 segment=4:0x1000:16:16 \
	rsc=0x20000100 pokersc=36:0x20c00010 pokersc=40:0x10 pokersc=152:0x20000400 pokersc=160:0x2000
shows text json svg over.elf
# overlaps that are found in another order than they lie, and one of the last area
$MAKE_ELF nested.elf segment=0x1000:0x10:0x1000 segment=0x1100:0x10:0x100 segment=0x1150:0x10:0x10 \
	segment=0x1800:0x10:0x10
shows text json svg nested.elf
# areas of three kinds at one address, and one of another kind that begins before a segment and ends in it
$MAKE_ELF mixed.elf segment=0x21000000:0x400:0x400 segment=0x22000000:0:0x10 rsc=0x21000100 pokersc=36:0x22000000 \
	pokersc=152:0x22000000 pokersc=108:0x21fff000
shows text svg mixed.elf
# a note that lies where the resource table does, but is another one; a table where its segment begins
$MAKE_ELF noted.elf segment=4:0x21000000:0x400:0x400 segment=0x21000000:0x400:0x400 rsc=0x21000000 pokersc=0:2
shows text json noted.elf
# what is large and small in words, and gaps between; too many bytes are no area
$MAKE_ELF sizes.elf segment=0:0:1023 segment=0x1000:1:1024 segment=0x2000:2:1025 segment=0x10000:0:10239 \
	segment=0x20000:0:10240 segment=0x30000:0:10241 segment=0x100000:0:0x100000 segment=0x300000:0:0x100001 \
	segment=0x500000:0:0xa00000 segment=0x1000000:0:0xa00400 segment=0x2000000:0:0x180000 \
	segment=0x40000000:0:0x40000000 segment=0x80000000:0:0x60000000
shows text svg sizes.elf
# one pixel for a byte: areas and gaps that are just large enough for words, or too low
$MAKE_ELF scale.elf segment=0x1000:14:14 segment=0x100e:0:13 segment=0x1029:1:1 segment=0x1037:40:845
shows svg scale.elf
# 14 pixels high: the end of its addresses has room behind its start
$MAKE_ELF edge.elf segment=0x1000:14:14 segment=0x9000:0:886
shows svg edge.elf
# a gap of a quarter of all areas, and one that is larger and cut out; then two bytes a pixel
$MAKE_ELF cut.elf segment=0x1000:100:100 segment=0x1064:0:100 segment=0x10fa:0:1 segment=0x112e:0:1
shows svg cut.elf
$MAKE_ELF thin.elf segment=0x1000:0:1 segment=0x1001:0:2 segment=0x1003:0:1797
shows svg thin.elf
$MAKE_ELF notes.elf segment=4:0x1000:16:16
shows text json svg notes.elf

# --- ELF files that something is wrong with
$MAKE_ELF table.elf segment=0x21000000:0x400:0x400 rsc=0x21000010 pokersc=116:3
shows text json svg table.elf
$MAKE_ELF short.elf segment=0x1000:0x10:0x20 segment=0x2000:0x10:0xf
shows text json short.elf
$MAKE_ELF beyond.elf segment=0x1000:0x10:0x20 segment=0xfffffff0:0x10:0x11
shows text json beyond.elf
$MAKE_ELF brink.elf segment=0xfffffff0:0x10:0x10
shows text brink.elf
$MAKE_ELF outside.elf segment=0x1000:0x10:0x20 poke32=68:0x1000 poke32=72:0x1000
shows text json outside.elf
# the same with a resource table in it; sections that cannot be read, and a segment at address 0
$MAKE_ELF lost.elf segment=0x21000000:0x400:0x400 rsc=0x21000010 poke32=56:0x70000000
shows text json lost.elf
$MAKE_ELF sections.elf segment=0:0x400:0x400 rsc=0x10 poke16=50:0x77
shows text json sections.elf
# bytes in the file without a place in it are none of a segment that has none
$MAKE_ELF nowhere.elf segment=0x1000:0x10:0x20 segment=0x2000:0:0x20 poke32=88:0xfffffff0
shows text nowhere.elf

# --- signed images
$MAKE_ELF second.elf machine=243 segment=0x40000000:0x101:0x200 segment=0x40000200:0:0x100
$MAKE_ELF third.elf 64 machine=183 segment=0x50000000:0x21:0x40 segment=4:0:3:3
many() { # N DIGIT
	printf "%$1s" '' | tr ' ' "$2"
}
letters=$(many 64 a)
tool sign --key key.pem --out all.fw --name "a name" --version "v <1>" --rollback 258 --debug \
	--target m4-0@virt --tlv 0x10000=0x12345678 --tlv "0x10001=$letters" --tlv "0x10002=${letters}b" \
	--tlv 0x10003=hex:00ff --tlv 0x10004= --tlv "0x10005=hex:$(many 128 7)" \
	--tlv "0x10006=hex:$(many 130 0)" --tlv 0x17ed0=word second.elf sample.elf third.elf
shows text json svg all.fw
tool sign --key key.pem --out pair.fw second.elf third.elf
shows text pair.fw
tool sign --key key.pem --out bare.fw --no-key-info second.elf
shows text json svg bare.fw

# --- and what has come to them: bytes of a segment, bytes beside them, a table that is none
size=$(stat -c %s all.fw)
images=$((20 + $(od -An -tu4 -j8 -N4 all.fw) + 64))
changed() { # NAME OFFSET HEX...: all.fw with those bytes
	cp all.fw "$1"
	poke "$@"
}
changed segment.fw $((images + 0x80)) ff
differs text json segment.fw
changed rest.fw $((size - 1)) ff
differs text json rest.fw
# the second image's ELF header; a TLV's value, length and type; the header's version
changed magic.fw "$(LC_ALL=C grep -abo $'\x7fELF' all.fw | sed -n '2s/:.*//p')" 00
differs text json magic.fw
changed signtype.fw 28 03
differs text signtype.fw
changed rsatype.fw 28 01
differs text rsatype.fw
changed length.fw 24 02
differs text length.fw
changed unknown.fw 20 ff ff 00 00
differs text json unknown.fw
# values too short and too long for what they should be, beside bytes that would be right
place() { # TYPE: where this TLV of all.fw begins
	python3 - all.fw "$1" <<'END'
import struct, sys
data = open(sys.argv[1], "rb").read()
at = 20
while True:
    kind, size = struct.unpack_from("<II", data, at)
    if kind == int(sys.argv[2], 0):
        sys.exit(print(at))
    at += 8 + (size + 7) // 8 * 8
END
}
sign=$(place 1) hash=$(place 2) rollback=$(place 0x17ee1)
changed sign0.fw $((sign + 4)) 00
differs text sign0.fw
changed sign0rsa.fw $((sign + 4)) 00 00 00 00 01
differs text sign0rsa.fw
changed sign2rsa.fw $((sign + 4)) 02 00 00 00 01
differs text sign2rsa.fw
changed hash0.fw $((hash + 4)) 00
differs text hash0.fw
changed hash2.fw $((hash + 4)) 02
differs text hash2.fw
changed hash3.fw $((hash + 8)) 03
differs text hash3.fw
changed words0.fw $((rollback + 4)) 03
differs text words0.fw
changed words17.fw $((rollback + 4)) 44
differs text words17.fw
# what teeproc-image always signs, but others may leave out; an entry of the hash table
changed norest.fw "$(place 0x17ee6)" 00 01 01 00
differs text json norest.fw
changed notable.fw "$(place 0x17ee0)" 00 01 01 00
differs text json notable.fw
changed entry.fw $(($(place 0x10) + 8 + 20)) 01
differs text json entry.fw
changed head.fw 4 02
shows text json head.fw
tail -c +2 all.fw >shifted.fw
shows text json shifted.fw
head -c 3 all.fw >three.fw
shows text three.fw
head -c 4 all.fw >four.fw
shows text four.fw
done_testing
