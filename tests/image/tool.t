#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# teeproc-image, with the sanitizers: what it makes it accepts, and all that is
# wrong it refuses in one sentence, leaving no file behind.
set -u
. tests/image/lib.sh

for type in p256 rsa2048 rsa3072 rsa4096; do
	accepts "keygen $type" tool keygen --type $type --out "$dir/$type.pem"
	[ "$(stat -c %a "$dir/$type.pem")" = 600 ]
	ok $? "a $type key is for its owner only"
done
key=$dir/p256.pem
tool keygen --type p256 --out "$dir/p256-other.pem"
make_sample "$dir/fw.elf"
chmod 640 "$dir/fw.elf"
$MAKE_ELF "$dir/fw64.elf" 64 machine=183 segment=0x21000000:0x1000:0x2000 \
	rsc=0x21000100
$MAKE_ELF "$dir/two.elf" machine=243 segment=0x40000000:0x101:0x200

# --- what is right
for type in p256 rsa2048 rsa3072 rsa4096; do
	accepts "sign $type" tool sign --key "$dir/$type.pem" \
		--out "$dir/$type.fw" "$dir/fw.elf"
	accepts "pubkey $type" tool pubkey --key "$dir/$type.pem" \
		--out "$dir/$type.blob" --pem-out "$dir/$type.pub" \
		--hash-out "$dir/$type.hash"
	for public in pem pub blob; do
		accepts "verify $type by its $public" tool verify \
			--pubkey "$dir/$type.$public" "$dir/$type.fw"
	done
	accepts "pubkey $type in print" tool pubkey --key "$dir/$type.blob"
	bits=${type#rsa}
	[ "$(sed -n 's/^bits: //p' "$dir/stdout")" = "${bits#p}" ]
	ok $? "$type has as many bits"
	hash=$(sha256sum <"$dir/$type.blob" | cut -d' ' -f1)
	[ "$(sed -n 's/^hash: //p' "$dir/stdout")" = "$hash" ] &&
		[ "$(od -An -tx1 -v "$dir/$type.hash" | tr -d ' \n')" = "$hash" ]
	ok $? "the hash of $type is that of its blob"
done
[ "$(stat -c %a "$dir/p256.fw")" = 640 ]
ok $? "the mode of the input is kept"
accepts "an ELF64 file" tool sign --key "$key" --out "$dir/64.fw" "$dir/fw64.elf"
accepts "its verification" tool verify --pubkey "$key" "$dir/64.fw"
more=()
for i in 2 3 4 5 6 7; do
	$MAKE_ELF "$dir/n$i.elf" segment=0xf0${i}00000:$i:$i \
		segment=0xe0${i}00000:0x$((i * 100)):0x1000
	more+=("$dir/n$i.elf")
done
accepts "eight images" tool sign --key "$key" --out "$dir/8.fw" \
	--name n --version v --rollback 0xffffffff --debug \
	--tlv 0x10000=0x12345678 --tlv 0x1ffff=text --tlv 65537=hex:00ff \
	"$dir/fw.elf" "$dir/two.elf" "${more[@]}"
accepts "their verification" tool verify --pubkey "$key" "$dir/8.fw"
accepts "inspect an image" tool inspect "$dir/8.fw"
grep -q '0x10000 platform .* 78563412' "$dir/stdout" &&
	grep -q '0x10001 platform .* 00ff' "$dir/stdout" &&
	grep -q 'NAME .* "n"' "$dir/stdout" &&
	grep -q 'ROLLBACK .* 0xffffffff' "$dir/stdout"
ok $? "it shows the TLVs"
accepts "inspect an ELF file" tool inspect "$dir/fw.elf"
grep -q 'trace da 0x21010000, 4096 bytes, "trace"' "$dir/stdout" &&
	grep -q 'vring 1: da 0x21c08000, 256 buffers, align 4096' "$dir/stdout" &&
	grep -q 'gap of' "$dir/stdout"
ok $? "it shows resource table and memory map"
accepts "inspect as JSON" tool inspect --json "$dir/8.fw"
python3 - "$dir/stdout" <<'END'
import json, sys
found = json.load(open(sys.argv[1]))
assert found["format"] == "signed" and found["error"] is None
assert [t["name"] for t in found["tlvs"]][:2] == ["SIGNTYPE", "NUM_IMG"]
assert len(found["images"]) == 8 and found["rollback"] == 0xffffffff
assert all(p["hash_ok"] for p in found["program_headers"])
assert found["rest_hash_ok"] and found["debug"]
assert found["resource_table"]["entries"][0]["name"] == "trace"
END
ok $? "the JSON says what is there"
accepts "inspect as SVG" tool inspect --svg "$dir/map.svg" "$dir/fw.elf"
python3 - "$dir/map.svg" <<'END'
import sys, xml.etree.ElementTree as tree
root = tree.parse(sys.argv[1]).getroot()
ns = "{http://www.w3.org/2000/svg}"
boxes = lambda kind: [float(r.get("height")) for r in root.iter(ns + "rect")
                      if r.get("class") == kind]
assert len(boxes("segment")) == 3 and len(boxes("buffer")) == 4
assert len(boxes("carveout")) == 1 and not boxes("overlap")
assert any(p.get("class") == "cut" for p in root.iter(ns + "path"))
# to scale: 0x2000 and 0x4000 bytes of memory, and 0x100000
small, large = sorted(boxes("segment"))[0], boxes("segment")[1]
assert abs(2 * small - large) < 0.001 * large
assert abs(boxes("carveout")[0] - 128 * small) < 0.001 * boxes("carveout")[0]
END
ok $? "the picture is to scale"
# what is made for these is given back as well
$MAKE_ELF "$dir/buffers.elf" segment=0x21000000:0x400:0x400 rsc=0x21000010 pokersc=36:0x21c00000
accepts "inspect buffers that overlap" tool inspect "$dir/buffers.elf"
accepts "inspect as JSON what has no resource table" tool inspect --json "$dir/two.elf"
$MAKE_ELF "$dir/overlap.elf" segment=0x1000:0x100:0x100 segment=0x10ff:0x100:0x100
refuses 1 "two segments overlap" "inspect tells of an overlap" tool inspect \
	--svg "$dir/overlap.svg" "$dir/overlap.elf"
grep -q 'class="overlap".*fill="#e02020"' "$dir/overlap.svg"
ok $? "and draws it red"
accepts "an image can be read from and written to one file" bash -c "cp '$dir/fw.elf' '$dir/same' &&
	$TOOL sign --key '$key' --out '$dir/same' '$dir/same' && $TOOL verify --pubkey '$key' '$dir/same'"
for command in "" keygen pubkey sign verify inspect otp; do
	# shellcheck disable=SC2086 # none at all, in one case
	accepts "$command --help" tool $command --help
	grep -q "^Usage: teeproc-image" "$dir/stdout"
	ok $? "$command --help helps"
done

# --- signing: bad ELF files
bad() {
	local pattern=$1 name=$2
	shift 2
	$MAKE_ELF "$dir/bad.elf" "$@"
	refuses 1 "$dir/bad.elf: .*$pattern" "$name" tool sign --key "$key" \
		--out "$dir/out" "$dir/bad.elf"
	refuses 1 "$dir/bad.elf: .*$pattern" "inspect: $name" tool inspect \
		--json "$dir/bad.elf"
}
seg=segment=0x21000000:0x400:0x400
bad "not an ELF" "no ELF file" $seg poke32=0:0
bad "neither 32 nor 64" "a class of its own" $seg poke16=4:0x103
bad "little endian" "big endian" $seg poke16=5:0x102
bad "not for Arm" "x86-64" machine=62 $seg
bad "no program headers" "no program headers" $seg poke16=44:0
bad "more program headers" "65535 program headers" $seg poke16=44:0xffff
bad "beyond the end" "65534 program headers" $seg poke16=44:0xfffe
bad "beyond the end" "program headers at 2^32" $seg poke32=28:0xfffffff0
bad "beyond the end of the file" "a segment at 2^32" $seg poke32=56:0xffffffff
bad "beyond the end of the file" "a segment of 2^32" $seg poke32=68:0xffffffff poke32=72:0xffffffff
bad "32-bit address space" "memory beyond 2^32" $seg poke32=72:0xffffffff
bad "more bytes in the file" "less memory than bytes" $seg poke32=72:0x3ff
bad "no segment to load" "nothing to load" segment=4:0:16:16
bad "no segment to load" "empty segments" segment=0:0:0
bad "more than 64" "65 segments" segment=0:16:16 repeat=64
bad "do not fit|does not fit in 32" "a 64-bit address" 64 machine=183 segment=0x100000000:16:16
bad "section headers reach" "section headers at 2^32" $seg rsc=0x21000000 poke32=32:0xfffffff0
bad "size of a section" "short section headers" $seg rsc=0x21000000 poke16=46:39
bad "section names" "no such name section" $seg rsc=0x21000000 poke16=50:7

# --- signing: bad resource tables
badrsc() {
	local pattern=$1 name=$2
	shift 2
	$MAKE_ELF "$dir/bad.elf" $seg rsc=0x21000010 "$@"
	refuses 1 "$dir/bad.elf: resource table, entry .*$pattern" "$name" \
		tool sign --key "$key" --out "$dir/out" "$dir/bad.elf"
}
badrsc "version" "resource table of version 2" pokersc=0:2
badrsc "128" "2^30 resource entries" pokersc=4:0x40000001
badrsc "truncated" "100 resource entries" pokersc=4:100
badrsc "reserved" "reserved words of the table" pokersc=8:1
badrsc "outside the table" "an entry out of the table" pokersc=16:0xfffffffc
badrsc "aligned" "an unaligned entry" pokersc=16:0x21
badrsc "overlap" "two entries at one place" pokersc=20:0x20
badrsc "unknown type" "an unknown type" pokersc=32:5
badrsc "beyond 32 bits" "a trace beyond 2^32" pokersc=36:0xffffffff
badrsc "length .* is 0" "a trace of nothing" pokersc=40:0
badrsc "1 or 2 vrings" "7 vrings" pokersc=104:0x0700
badrsc "power of 2" "a vring of 3 buffers" pokersc=116:3

# --- truncated at any byte: through the command at some, all in the unit tests
size=$(stat -c %s "$dir/fw.elf")
for at in 0 1 3 16 51 52 84 $((size / 2)) $((size - 1)); do
	head -c "$at" "$dir/fw.elf" >"$dir/bad.elf"
	refuses 1 "bad.elf: " "an ELF file of $at bytes" tool sign \
		--key "$key" --out "$dir/out" "$dir/bad.elf"
done
size=$(stat -c %s "$dir/p256.fw")
for at in 0 1 19 20 21 300 800 $((size / 2)) $((size - 1)); do
	head -c "$at" "$dir/p256.fw" >"$dir/bad.fw"
	refuses 1 "bad.fw: .*(shorter|magic)" "an image of $at bytes" tool verify \
		--pubkey "$key" "$dir/bad.fw"
	refuses 1 "bad.fw: " "inspect of it" tool inspect "$dir/bad.fw"
done
(cat "$dir/p256.fw" && printf x) >"$dir/bad.fw"
refuses 1 "do not add up" "an image with a byte too many" tool verify \
	--pubkey "$key" "$dir/bad.fw"

# --- keys
echo secret >"$dir/pass"
echo wrong >"$dir/badpass"
accepts "keygen with passphrase" tool keygen --type p256 \
	--out "$dir/enc.pem" --passphrase-file "$dir/pass"
openssl asn1parse -in "$dir/enc.pem" >"$dir/asn1"
openssl asn1parse -in "$dir/enc.pem" -noout -out "$dir/enc.der"
# of scrypt: salt of 16 bytes, N = 2^14, r = 8, p = 5; then the cipher
grep -A 5 ':1.3.6.1.4.1.11591.4.11\|:scrypt' "$dir/asn1" | sed 1,2d | sed -E 's/.* l= *([0-9]+) prim: *([A-Z ]*[A-Z]) *(\[HEX DUMP\])?:?(.*)/\2 \1 \4/' |
	sed -E '1s/ [0-9A-F]{32}$//' >"$dir/scrypt"
[ "$(paste -sd, "$dir/scrypt")" = "OCTET STRING 16,INTEGER 2 4000,INTEGER 1 08,INTEGER 1 05" ] &&
	grep -q ':aes-256-cbc$' "$dir/asn1"
ok $? "the work of a passphrase is scrypt's with N 16384, r 8, p 5"
openssl pkey -in "$dir/enc.pem" -passin file:"$dir/pass" -noout 2>"$dir/stderr"
ok $? "openssl reads it"
printf 'secret\0more\n' >"$dir/zeropass"
refuses 1 "first line is no passphrase" "a passphrase with a 0 in it" tool keygen \
	--type p256 --out "$dir/zero.pem" --passphrase-file "$dir/zeropass"
sign_fw() {
	tool sign --out "$dir/out" "$dir/fw.elf" "$@"
}
accepts "signing with it" sign_fw --key "$dir/enc.pem" --passphrase-file "$dir/pass"
accepts "passphrase from the environment" env TEEPROC_PASSPHRASE=secret \
	"$TOOL" sign --out "$dir/out" "$dir/fw.elf" --key "$dir/enc.pem"
rm "$dir/out"
asked() {
	for _ in {1..1200}; do
		grep -q 'Passphrase:' "$dir/stdout" && return
		sleep 0.05
	done
	false
}
: >"$dir/stdout"
(asked && echo secret && sleep 1) | timeout 60 script -qefc \
	"$TOOL sign --out $dir/out --key $dir/enc.pem $dir/fw.elf" /dev/null \
	>"$dir/stdout"
[ "${PIPESTATUS[1]}" = 0 ] && grep -q "Passphrase:" "$dir/stdout" &&
	[ -s "$dir/out" ]
ok $? "passphrase from the terminal"
rm -f "$dir/out"
refuses 1 "encrypted and no passphrase" "an encrypted key without passphrase" \
	sign_fw --key "$dir/enc.pem"
refuses 1 "passphrase does not fit" "the wrong passphrase" sign_fw \
	--key "$dir/enc.pem" --passphrase-file "$dir/badpass"
refuses 1 "no passphrase|regular file" "no file of passphrases, but a device" sign_fw \
	--key "$dir/enc.pem" --passphrase-file /dev/null
refuses 1 "No such file" "no file of passphrases" sign_fw \
	--key "$dir/enc.pem" --passphrase-file "$dir/none"
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out "$dir/1024.pem" 2>/dev/null
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out "$dir/p384.pem" 2>/dev/null
openssl genpkey -algorithm ed25519 -out "$dir/ed.pem" 2>/dev/null
openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out "$dir/pss.pem" 2>/dev/null
for type in 1024 p384 ed pss; do
	refuses 1 "cannot be used" "a key of type $type" sign_fw --key "$dir/$type.pem"
	refuses 1 "cannot be used" "verify with type $type" tool verify \
		--pubkey "$dir/$type.pem" "$dir/p256.fw"
done
refuses 1 "no private key" "a public key" sign_fw --key "$dir/p256.pub"
refuses 1 "no private key" "no key at all" sign_fw --key "$dir/fw.elf"
refuses 1 "No such file|no private key" "no such file" sign_fw --key "$dir/none.pem"
refuses 1 "exists" "keygen over a key" tool keygen --type p256 --out "$key"
accepts "keygen --force" tool keygen --type p256 --out "$dir/enc.pem" --force
refuses 1 "another type of key" "verify with another type" tool verify \
	--pubkey "$dir/rsa2048.pem" "$dir/p256.fw"
refuses 1 "another type of key" "verify with another length" tool verify \
	--pubkey "$dir/rsa3072.pem" "$dir/rsa2048.fw"
refuses 1 "another type of key" "verify with a shorter one" tool verify \
	--pubkey "$dir/rsa2048.pem" "$dir/rsa3072.fw"
refuses 1 "with another key" "verify with another key" tool verify \
	--pubkey "$dir/enc.pem" "$dir/p256.fw"
accepts "--no-key-info" tool sign --key "$key" --no-key-info \
	--out "$dir/noinfo.fw" "$dir/fw.elf"
accepts "verify it" tool verify --pubkey "$key" "$dir/noinfo.fw"
refuses 1 "signature is wrong" "verify with another key, no information" \
	tool verify --pubkey "$dir/enc.pem" "$dir/noinfo.fw"
head -c 71 "$dir/p256.blob" >"$dir/short.blob"
refuses 1 "no key" "a short blob" tool verify --pubkey "$dir/short.blob" "$dir/p256.fw"
(head -c 71 "$dir/p256.blob" && printf '\1') >"$dir/off.blob"
refuses 1 "no key" "a point off the curve" tool verify --pubkey "$dir/off.blob" "$dir/p256.fw"

# --- targets: what is signed, and which cores it fits
targets() {
	local target=$1 right=$2 core args
	shift 2
	accepts "sign --target $target" tool sign --key "$key" --target "$target" \
		--out "$dir/target.fw" "$dir/fw.elf"
	accepts "$target: verify without a core" tool verify --pubkey "$key" "$dir/target.fw"
	for core; do
		IFS=, read -ra args <<<"$core"
		if [ "$right" -gt 0 ]; then
			accepts "$target is for $core" tool verify --pubkey "$key" \
				"${args[@]}" "$dir/target.fw"
		else
			refuses 1 "for another core" "$target is not for $core" tool verify \
				--pubkey "$key" "${args[@]}" "$dir/target.fw"
		fi
		right=$((right - 1))
	done
}
targets m4-0 2 --core,m4-0 --core,m4-0,--core,7,--class,m4,--soc,x --core,m4-1 \
	--core,0 --class,m4-1 --soc,m4-0
targets 1 2 --core,1 --core,m4,--core,1 --core,0 --core,m4 --class,m4 --soc,s
targets m4@virt 2 --class,m4,--soc,virt --core,m4,--soc,virt --core,m4 \
	--class,m4,--soc,other --soc,virt
accepts "inspect a target" tool inspect --svg "$dir/map.svg" "$dir/target.fw"
grep -q '<text class="target".*>for m4@virt</text>' "$dir/map.svg"
ok $? "it is in the picture"
accepts "inspect it in JSON" tool inspect --json "$dir/target.fw"
grep -q '"target": "m4@virt"' "$dir/stdout"
ok $? "it is in the JSON"
tool inspect "$dir/target.fw" | grep -q 'TARGET  *7 bytes  "m4@virt"'
ok $? "it is in the text"
tool inspect "$dir/p256.fw" | grep -q '^target: none'
ok $? "and so is its absence"
refuses 1 "does not say which core" "no target, but a core" tool verify \
	--pubkey "$key" --core 0 "$dir/p256.fw"

# --- measurement: over place, sizes and hash of what is loaded
measured=$("$TOOL" inspect "$dir/8.fw" | sed -n 's/^measurement once loaded: //p')
"$TOOL" inspect --json "$dir/8.fw" >"$dir/stdout"
python3 - "$dir/stdout" "$measured" <<'END'
import hashlib, json, struct, sys
found = json.load(open(sys.argv[1]))
over = hashlib.sha256()
for p in found["program_headers"]:
    if p["type"] == "LOAD" and p["memory_size"]:
        over.update(struct.pack("<3I", p["address"], p["file_size"], p["memory_size"]))
        over.update(bytes.fromhex(p["hash"]))
assert over.hexdigest() == sys.argv[2] == found["measurement"]
END
ok $? "what inspect says will be measured"
verify_measured() {
	tool verify --pubkey "$key" --measurement "$1" "$dir/8.fw"
}
accepts "verify by it" verify_measured "$measured"
printf '%s\nsegment 0: x\n' "$measured" >"$dir/measured"
accepts "verify by a file with it" verify_measured "$dir/measured"
refuses 1 "measurement is another one" "another measurement" verify_measured "$(printf %064d 0)"
refuses 1 "No such file" "63 digits" verify_measured "${measured%?}"
refuses 1 "No such file" "65 digits" verify_measured "${measured}0"
printf '%s0\n' "$measured" >"$dir/measured"
refuses 1 "not a measurement" "a file with 65" verify_measured "$dir/measured"
: >"$dir/measured"
refuses 1 "not a measurement" "an empty file" verify_measured "$dir/measured"
refuses 1 "signature is wrong" "the right measurement of an image that is not authentic" \
	tool verify --pubkey "$dir/p256-other.pem" --any-key-info --measurement "$measured" "$dir/8.fw"

# --- metadata that the secure world has no room for
meta_size() {
	echo $(($(stat -c %s "$1") - $(od -An -tu4 -j16 -N4 "$1")))
}
sign_large() {
	tool sign --key "$key" --out "$dir/large.fw" "$dir/fw.elf" \
		--tlv "0x10000=$(printf "%$1s" x)"
}
accepts "a TLV of 8 bytes" sign_large 8
# the header's 20 bytes leave 4 that nothing can fill
room=$((32764 - $(meta_size "$dir/large.fw") + 8))
accepts "metadata of 32 KiB" sign_large $room
[ "$(meta_size "$dir/large.fw")" = 32764 ]
ok $? "it is that long"
accepts "their verification" tool verify --pubkey "$key" "$dir/large.fw"
rm "$dir/large.fw"
refuses 1 "cannot be signed: .* more than 32 KiB" "metadata of 32 KiB and a byte" \
	sign_large $((room + 1))
[ ! -e "$dir/large.fw" ]
ok $? "and writes nothing"

# --- several images
refuses 1 "overlap" "one image twice" tool sign --key "$key" --out "$dir/out" \
	"$dir/two.elf" "$dir/two.elf"
refuses 1 "more than one" "two resource tables" tool sign --key "$key" \
	--out "$dir/out" "$dir/fw.elf" "$dir/fw64.elf"
refuses 2 "more than 8" "nine images" tool sign --key "$key" --out "$dir/out" \
	"$dir"/fw.elf{,,,,,,,,}

# --- usage
refuses 2 "see teeproc-image" "no command" tool
refuses 2 "no such command" "a wrong command" tool sing
refuses 2 "needed" "sign without a key" tool sign --out x y
refuses 2 "no ELF file" "sign without a file" tool sign --key "$key" --out x
refuses 2 "no such option" "a wrong option" tool sign --kee x
refuses 2 "missing" "an option without argument" tool sign --key
refuses 2 "not a number" "a negative index" tool sign --rollback -1
refuses 2 "not a number" "an index of 33 bits" tool sign --rollback 0x100000000
refuses 2 "1 to 64 bytes" "an empty name" tool sign --name ""
refuses 2 "1 to 64 bytes" "a name of two lines" tool sign --name $'a\nb'
refuses 2 "1 to 64 bytes" "a name that is no UTF-8" tool sign --name $'a\xff'
refuses 2 "1 to 64 bytes" "a name with a control of C1" tool sign --name $'a\u009b1m'
refuses 2 "1 to 64 bytes" "a version that is turned" tool sign --version $'1\u202e2'
for target in "" @soc m4@ m4@soc@2 "m4 0" "m4/0" $'m4\n' "$(printf %65s x | tr ' ' x)"; do
	refuses 2 "not CORE or CORE@SOC" "a target \"$target\"" tool sign --target "$target"
done
for core in "" m4@soc 4294967296 "m 4" "$(printf %64s x | tr ' ' x)"; do
	refuses 2 "name or number" "a core \"$core\"" tool verify --core "$core"
done
refuses 2 "class" "a number for a class" tool verify --class 4
refuses 2 "SoC" "a number for an SoC" tool verify --soc 4
refuses 2 "1 to 64 bytes" "a long version" tool sign --version "$(printf %65s x)"
refuses 2 "TYPE=VALUE" "a TLV without value" tool sign --tlv 0x10000
refuses 2 "not a type" "a TLV below the range" tool sign --tlv 0xffff=1
refuses 2 "not a type" "a TLV above the range" tool sign --tlv 0x20000=1
refuses 2 "own" "a TLV of teeproc's" tool sign --tlv 0x17ee1=0x0
refuses 2 "twice" "a TLV twice" tool sign --tlv 0x10000=a --tlv 65536=b
refuses 2 "neither" "bad bytes" tool sign --tlv 0x10000=hex:0g
refuses 2 "neither" "a word of 33 bits" tool sign --tlv 0x10000=0x100000000
refuses 2 "no such type" "a wrong type of key" tool keygen --type dsa --out x
refuses 2 "needed" "verify without key" tool verify "$dir/p256.fw"
refuses 2 "one file" "inspect of two" tool inspect a b

# --- output that fails
refuses 1 "cannot write: No such file" "no such folder" tool sign --key "$key" \
	--out "$dir/none/out" "$dir/fw.elf"
refuses 1 "cannot write: Is a directory" "a folder" tool sign --key "$key" \
	--out "$dir" "$dir/fw.elf"
refuses 1 "cannot write: Not a directory" "below a file" tool sign \
	--key "$key" --out "$dir/fw.elf/out" "$dir/fw.elf"
refuses 1 "cannot write: No space left" "a full device" tool sign --key "$key" \
	--out /dev/full "$dir/fw.elf"
[ -c /dev/full ]
ok $? "it is still a device"
$MAKE_ELF "$dir/big.elf" segment=0:0x300000:0x300000
echo before >"$dir/kept"
for file in fw big; do
	refuses 1 "cannot write: File too large" "a disk that gets full ($file)" \
		bash -c "ulimit -f 4; exec '$TOOL' sign --key '$key' \
		--out '$dir/kept' '$dir/$file.elf'"
done
[ "$(cat "$dir/kept")" = before ]
ok $? "the file that was there is still there"
refuses 1 "standard output" "a full device for inspect" bash -c \
	"exec '$TOOL' inspect '$dir/fw.elf' >/dev/full"
accepts "a pipe as output" bash -o pipefail -c "'$TOOL' sign --key '$key' --out /dev/stdout \
	'$dir/fw.elf' | cat >'$dir/piped.fw'"
accepts "what came through it" tool verify --pubkey "$key" "$dir/piped.fw"
refuses 1 "regular file" "a device as input" tool sign --key "$key" \
	--out "$dir/out" /dev/zero
refuses 1 "regular file" "a folder as input" tool inspect "$dir"
refuses 1 "No such file" "an input that is not there" tool inspect "$dir/none"
: >"$dir/empty"
refuses 1 "empty: " "an empty file" tool inspect "$dir/empty"

mkfifo "$dir/fifo"
timeout -s TERM 2 "$TOOL" sign --key "$key" --out "$dir/fifo" "$dir/fw.elf" \
	>/dev/null 2>&1
# ended while it writes: a file that takes a while to hash is not all there yet
$MAKE_ELF "$dir/long.elf" segment=0:16:16
truncate -s 128M "$dir/long.elf"
for signal in TERM INT HUP; do
	# one that was through before the signal came says nothing
	for _ in $(seq 20); do
		rm -f "$dir/ended"
		env --default-signal "$TOOL" sign --key "$key" --out "$dir/ended" \
			"$dir/long.elf" 2>/dev/null &
		writer=$!
		while kill -0 $writer 2>/dev/null &&
			[ -z "$(find "$dir" -name '.ended.??????')" ]; do
			sleep 0.01
		done
		kill -$signal $writer 2>/dev/null
		wait $writer 2>/dev/null
		status=$?
		[ $status = 0 ] || break
	done
	[ $status -gt 128 ] && [ ! -e "$dir/ended" ] &&
		[ -z "$(find "$dir" -name '.ended.??????')" ]
	ok $? "SIG$signal while it writes leaves nothing"
done
rm "$dir/long.elf"
left=$(find "$dir" -name '.*.??????')
[ -z "$left" ] && [ ! -e "$dir/out" ]
ok $? "no partial file is left ${left:-}"
done_testing
