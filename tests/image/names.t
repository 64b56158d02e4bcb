#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# Names that are made to deceive, of files and in images: on a terminal, in JSON,
# in the picture and in messages, teeproc-image shows them as what they are.
set -u
. tests/image/lib.sh
export LC_ALL=C.UTF-8

key=$dir/key.pem
accepts "a key" tool keygen --type p256 --out "$key"
make_sample "$dir/fw.elf"
accepts "an image" tool sign --key "$key" --target m4@virt --out "$dir/target.fw" "$dir/fw.elf"

# what must not come out: controls but the line, DEL, C1, marks that turn text
raw_in() {
	python3 - "$@" <<'END'
import sys
text = b"".join(open(p, "rb").read() for p in sys.argv[1:]).decode("utf-8")
sys.exit(not any((ord(c) < 32 and c != "\n") or 0x7f <= ord(c) < 0xa0 or
                 ord(c) in (0x202e, 0x200b, 0x2028, 0xfeff, 0xe0041)
                 for c in text))
END
}
hostile=(
	$'\e]0;title\a\e[2J' $'\u009b31mred' $'txt\u202efle.' $'\xff\xfe\xc3'
	$'\xed\xa0\x80' $'\xf4\x90\x80\x80' $'<b>&"\'' $'a\nteeproc-image: b: fine' $'\x7f\r'
	$'back\\slash\\x1b' $'\u200b\ufeff\u2028' $'ok-\u00fc-\u20ac-\U0001f600' $'\U000e0041'
)
for name in "${hostile[@]}"; do
	shown=$(printf %q "$name")
	cp "$dir/target.fw" "$dir/$name"
	"$TOOL" inspect "$dir/$name" >"$dir/stdout" 2>"$dir/stderr" &&
		"$TOOL" inspect --json "$dir/$name" >"$dir/json" 2>>"$dir/stderr" &&
		"$TOOL" inspect --svg "$dir/map.svg" "$dir/$name" 2>>"$dir/stderr" &&
		! raw_in "$dir/stdout" "$dir/json" "$dir/map.svg" "$dir/stderr"
	ok $? "a file called $shown"
	python3 - "$dir/json" "$dir/map.svg" "$dir/$name" <<'END'
import json, os, re, sys, xml.etree.ElementTree as tree
name = os.fsencode(sys.argv[3])
text = open(sys.argv[1], "rb").read().decode("ascii")
shown = json.loads(text)["file"]
try:
    assert shown == name.decode("utf-8")
except UnicodeDecodeError:
    assert "\ufffd" in shown
ns = "{http://www.w3.org/2000/svg}"
title = next(tree.parse(sys.argv[2]).getroot().iter(ns + "text")).text
back = re.sub(rb"\\(x([0-9a-f]{2})|\\)", lambda m: bytes([int(m[2], 16)]) if m[2] else b"\\",
              title.encode())
assert back == name, (back, name)
END
	ok $? "and it is known again in JSON and picture"
	rm "$dir/$name"
	refuses 1 "No such file" "a message about $shown" tool inspect "$dir/$name"
	! raw_in "$dir/stderr"
	ok $? "has nothing raw in it"
	refuses 2 "no such command" "a command $shown" tool "$name"
	! raw_in "$dir/stderr"
	ok $? "has nothing raw in it"
done
# --- names that are in the image: those that show are shown, others do not get in
accepts "a name of letters" tool sign --key "$key" --name $'f\u00fcr <M4> & "so"' \
	--version $'1\u20ac' --out "$dir/named.fw" "$dir/fw.elf"
accepts "inspect it" tool inspect "$dir/named.fw"
grep -q $'NAME .* "f\u00fcr <M4> & "so""$' "$dir/stdout"
ok $? "it is text"
accepts "inspect it in JSON" tool inspect --json "$dir/named.fw"
python3 -c 'import json, sys
found = json.load(open(sys.argv[1], encoding="ascii"))
assert found["name"] == "f\u00fcr <M4> & \"so\"" and found["version"] == "1\u20ac"' "$dir/stdout"
ok $? "it is there as it was given"
# changed behind the signer's back: bytes of a name, of a target
for change in 's/1\xe2\x82\xac/1\xe2\x80\xae/' 's/f\xc3\xbcr/f\xc2\x9br/' 's/<M4>/\x1b[1m/'; do
	LC_ALL=C sed "$change" "$dir/named.fw" >"$dir/bad.fw"
	cmp -s "$dir/named.fw" "$dir/bad.fw"
	[ $? = 1 ]
	ok $? "an image changed by $(printf %q "$change")"
	refuses 1 "text is not printable" "verify refuses it" tool verify --pubkey "$key" "$dir/bad.fw"
	refuses 1 "text is not printable" "inspect refuses it" tool inspect "$dir/bad.fw"
	! raw_in "$dir/stdout" "$dir/stderr"
	ok $? "and what it shows before is escaped"
	refuses 1 "text is not printable" "in JSON, too" tool inspect --json "$dir/bad.fw"
	python3 -c 'import json, sys; json.load(open(sys.argv[1], encoding="ascii"))' "$dir/stdout" &&
		! raw_in "$dir/stdout"
	ok $? "which is valid"
done
done_testing
