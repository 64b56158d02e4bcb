#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# teeproc-image otp, with the sanitizers: what it burns, and that nothing burned is
# undone, by the tool, by a bad file or by a write that fails.
set -u
. tests/image/lib.sh
otp=$dir/otp.json

for type in p256 rsa2048 rsa4096; do
	"$TOOL" keygen --type $type --out "$dir/$type.pem"
	"$TOOL" pubkey --key "$dir/$type.pem" --out "$dir/$type.blob"
done
for n in 2 3 4; do
	"$TOOL" keygen --type p256 --out "$dir/p256-$n.pem"
done

# holds PYTHON: of the file, as d
holds() {
	python3 - "$otp" "$1" <<'END'
import json, sys
d = json.load(open(sys.argv[1]))
blob = lambda n: bytes.fromhex(d["keys"][n]["blob"])
file = lambda name: open(sys.argv[1].rsplit("/", 1)[0] + "/" + name, "rb").read()
assert eval("(" + sys.argv[2] + ")"), d
END
}
# unchanged STATUS PATTERN NAME ARGUMENT...: refused, and the file is as it was
unchanged() {
	local status=$1 pattern=$2 name=$3
	shift 3
	cp "$otp" "$dir/before"
	refuses "$status" "$pattern" "$name" tool otp "$@" "$otp"
	cmp -s "$otp" "$dir/before"
	ok $? "$name: the file is as it was"
}

refuses 1 "No such file.*--create" "a mistyped name is no empty memory" tool otp --show "$otp"
refuses 1 "No such file" "and nothing is added to it" tool otp --add "$dir/p256.pem" "$otp"
[ ! -e "$otp" ]
ok $? "it is not made by the way"
refuses 1 "No such file|no key" "made, with a key that is not there" tool otp --create \
	--add "$dir/none" "$otp"
[ ! -e "$otp" ]
ok $? "is not made"
accepts "an empty one" tool otp --create "$otp"
holds 'd == {"keys": [], "counters": []}'
ok $? "it is empty"
[ "$(stat -c %a "$otp")" = 600 ]
ok $? "and for its owner only"
unchanged 1 "exists" "another on top of it" --create
chmod 640 "$otp"
accepts "a key" tool otp --add "$dir/p256.blob" "$otp"
holds 'blob(0) == file("p256.blob") and d["keys"] == [{"blob": blob(0).hex(), "revoked": False}]'
ok $? "it is in slot 0, for all cores"
[ "$(stat -c %a "$otp")" = 640 ]
ok $? "the file's mode is kept"
words=$(sed -n '/ blob,/,/ or,/p' "$dir/stdout" | grep -o '0x[0-9a-f]*' | xargs)
[ "$words" = "$(od -An -tx4 -v "$dir/p256.blob" | xargs -n1 printf '0x%s\n' | xargs)" ] &&
	grep -q "not to be undone" "$dir/stdout"
ok $? "the words to be burned are the blob's"
words=$(sed -n '/ SHA-256/,$p' "$dir/stdout" | grep -o '0x[0-9a-f]*' | xargs)
[ "$words" = "$(openssl dgst -sha256 -binary "$dir/p256.blob" | od -An -tx4 -v |
	xargs -n1 printf '0x%s\n' | xargs)" ]
ok $? "and so are those of its hash"
accepts "a key for two cores" tool otp --slot 2 --cores 3,0 --add "$dir/rsa4096.pem" "$otp"
holds 'd["keys"][2]["cores"] == [0, 3] and blob(2) == file("rsa4096.blob") and
	d["keys"][1] == {"blob": "", "revoked": False}'
ok $? "is in the slot that was asked for, with its cores"
grep -A 1 "cores, 1 word" "$dir/stdout" | grep -q 0x00000009
ok $? "which are a mask in fuses"
accepts "the next one" tool otp --add "$dir/rsa2048.pem" "$otp"
holds 'blob(1) == file("rsa2048.blob") and blob(2) == file("rsa4096.blob")'
ok $? "is in the first free slot"

unchanged 1 "slot 1 has this key" "a key twice" --add "$dir/rsa2048.blob"
unchanged 1 "slot 0 is used" "a slot twice" --slot 0 --add "$dir/p256-2.pem"
accepts "a counter" tool otp --counter 1=7 "$otp"
holds 'd["counters"] == [0, 7]'
ok $? "is raised"
unchanged 1 "is 7, and only grows" "a counter lowered" --counter 1=6
unchanged 1 "is 7, and only grows" "a counter raised to what it is" --counter 1=7
accepts "the last number" tool otp --counter 15=0xffffffff "$otp"
accepts "a revocation" tool otp --revoke 1 "$otp"
holds 'd["keys"][1]["revoked"] and not d["keys"][0]["revoked"] and
	d["counters"][1] == 7 and d["counters"][15] == 2**32 - 1 and
	d["keys"][2]["cores"] == [0, 3]'
ok $? "revokes it, and all else is kept"
grep -q "1 bit, the revocation of slot 1" "$dir/stdout"
ok $? "and says so"
unchanged 1 "revoked already" "another one" --revoke 1
unchanged 1 "slot 1 has this key, revoked" "the revoked key again" --add "$dir/rsa2048.pem"
unchanged 1 "slot 1 is used" "another key in its slot" --slot 1 --add "$dir/p256-2.pem"
unchanged 1 "slot 3 has no key" "the revocation of nothing" --revoke 3
accepts "the last slot" tool otp --add "$dir/p256-2.pem" "$otp"
unchanged 1 "all slots are used" "a fifth key" --add "$dir/p256-3.pem"

accepts "show" tool otp --show "$otp"
grep -q '^slot 0: p256, 256 bits, for all cores$' "$dir/stdout" &&
	grep -q '^slot 1: rsa, 2048 bits, for all cores, revoked$' "$dir/stdout" &&
	grep -q '^slot 2: rsa, 4096 bits, for cores 0, 3$' "$dir/stdout" &&
	grep -q '^counter of core 1: 7$' "$dir/stdout"
ok $? "it shows slots and counters"
accepts "show as JSON" tool otp --show --json "$otp"
python3 - "$dir/stdout" <<'END'
import hashlib, json, sys
d = json.load(open(sys.argv[1]))
slots = d["slots"]
assert [s["revoked"] for s in slots] == [False, True, False, False]
assert [s["cores"] for s in slots] == [None, None, [0, 3], None]
assert [s["type"] for s in slots] == ["p256", "rsa", "rsa", "p256"]
assert all(hashlib.sha256(bytes.fromhex(s["blob"])).hexdigest() == s["hash"] for s in slots)
assert d["counters"][1] == 7 and len(d["counters"]) == 16
END
ok $? "it says the same"

# --- writes that fail, at once or later, leave the old file and nothing else
cp "$otp" "$dir/before"
(ulimit -f 0 && exec "$TOOL" otp --counter 2=1 "$otp") 2>&1 | cat >"$dir/stderr"
[ "${PIPESTATUS[0]}" = 1 ] && grep -q "cannot write: File too large" "$dir/stderr" &&
	cmp -s "$otp" "$dir/before" && [ -z "$(find "$dir" -name '.otp.json.*')" ]
ok $? "no room for the file"
# many at once: each is there in the end
accepts "another memory" tool otp --create "$dir/many.json"
for n in {0..15}; do
	"$TOOL" otp --counter "$n=$((n + 1))" "$dir/many.json" >/dev/null &
done
wait
[ "$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["counters"])' \
	"$dir/many.json")" = "$(seq 1 16 | paste -sd, | sed 's/,/, /g; s/.*/[&]/')" ]
ok $? "sixteen at once lose nothing"

# --- files that are none, or say what the board would not understand
bad() {
	local pattern=$1 name=$2
	printf %s "$3" >"$otp"
	unchanged 1 "$pattern" "$name" --revoke 0
}
blob=$(od -An -tx1 -v "$dir/p256.blob" | tr -d ' \n')
bad "line 1" "an empty file" ''
bad "line 1" "half a file" '{"keys": ['
bad "line 1" "two files in one" '{} {}'
bad "keys and counters" "a list" '[]'
bad "keys and counters" "a misspelt word" '{"keyz": []}'
bad "line 1" "a word twice" '{"keys": [], "keys": []}'
bad "list of up to 4" "five keys" '{"keys": [{"blob":""},{"blob":""},{"blob":""},{"blob":""},{"blob":""}]}'
bad "blob in hexadecimal" "no blob" '{"keys": [{}]}'
bad "blob in hexadecimal" "half a byte" '{"keys": [{"blob": "020"}]}'
bad "blob in hexadecimal" "no hexadecimal" '{"keys": [{"blob": "0g"}]}'
bad "blob in hexadecimal" "a long blob" "{\"keys\": [{\"blob\": \"$(printf '%01050d' 0)\"}]}"
bad "revoked" "a revocation in words" "{\"keys\": [{\"blob\": \"$blob\", \"revoked\": \"no\"}]}"
bad "revoked" "a misspelt one" "{\"keys\": [{\"blob\": \"$blob\", \"revokd\": true}]}"
bad "cores" "a core beyond the last" "{\"keys\": [{\"blob\": \"$blob\", \"cores\": [16]}]}"
bad "cores" "a core that is no number" "{\"keys\": [{\"blob\": \"$blob\", \"cores\": [\"0\"]}]}"
bad "cores" "cores that are no list" "{\"keys\": [{\"blob\": \"$blob\", \"cores\": 0}]}"
bad "list of up to 16" "17 counters" '{"counters": [0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}'
bad "32 bits" "a counter of 33 bits" '{"counters": [4294967296]}'
bad "32 bits" "a negative counter" '{"counters": [-1]}'
refuses 1 "not a regular file" "a folder" tool otp --show "$dir"
mkfifo "$dir/pipe"
refuses 1 "not a regular file" "a pipe" tool otp --show "$dir/pipe"

printf '{"keys": [{"blob": "%s"}]}' "${blob^^}" >"$otp"
accepts "a blob in capitals, as the board takes it" tool otp --revoke 0 "$otp"
holds 'blob(0) == file("p256.blob") and d["keys"][0]["revoked"]'
ok $? "is the same blob"

# --- usage
refuses 2 "one file" "no file" tool otp --show
refuses 2 "is needed" "nothing to do" tool otp "$otp"
refuses 2 "is needed" "two things to do" tool otp --show --revoke 1 "$otp"
refuses 2 "slot from 0 to 3" "slot 4" tool otp --revoke 4 "$otp"
refuses 2 "slot from 0 to 3" "slot -1" tool otp --add x --slot -1 "$otp"
refuses 2 "numbers of cores" "core 16" tool otp --add x --cores 0,16 "$otp"
refuses 2 "numbers of cores" "a core twice" tool otp --add x --cores 1,1 "$otp"
refuses 2 "numbers of cores" "no cores" tool otp --add x --cores "" "$otp"
refuses 2 "CORE=NUMBER" "a counter of no core" tool otp --counter 7 "$otp"
refuses 2 "CORE=NUMBER" "a counter of core 16" tool otp --counter 16=1 "$otp"
refuses 2 "go with --add" "cores of nothing" tool otp --cores 1 --revoke 0 "$otp"
refuses 2 "goes with --show" "JSON of a change" tool otp --json --revoke 0 "$otp"
done_testing
