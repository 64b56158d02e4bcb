#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# Help, manual page and completion of teeproc-image know the same options, and
# the document of the format the numbers of the header.
set -u
TOOL=build/tools/teeproc-image/teeproc-image
. tests/image/lib.sh
. tools/teeproc-image/completion.bash
page=tools/teeproc-image/teeproc-image.1

complete_words() {
	COMP_WORDS=("$@")
	COMP_CWORD=$(($# - 1))
	_teeproc_image
	printf '%s\n' "${COMPREPLY[@]}"
}

commands="keygen pubkey sign check verify inspect otp"
[ "$(complete_words teeproc-image "" | grep -v -e --help -e --version | xargs)" = "$commands" ]
ok $? "completion knows the commands"
for command in $commands; do
	helped=$($TOOL "$command" --help | grep -oE '^  --[a-z-]+' | sort | xargs)
	[ -n "$helped" ]
	ok $? "$command: $helped"
	[ "$(complete_words teeproc-image "$command" -- |
		grep -vx -e --help | sort | xargs)" = "$helped" ]
	ok $? "$command: completion"
	[ "$(awk -v name="$command" '/^\.S[SH]/ { on = $2 == name } on' $page | tr -d '\\' |
		grep -oE '^\.BI? --[a-z-]+' | sed 's/.* //' | sort | xargs)" = "$helped" ]
	ok $? "$command: manual page"
done
[ "$(complete_words teeproc-image keygen --type p)" = p256 ]
ok $? "completion knows the types of keys"
touch "$dir/some-firmware.elf"
complete_words teeproc-image sign "$dir/some" | grep -q some-firmware.elf
ok $? "completion knows files"
groff -man -Tascii -P-cbou -ww $page >"$dir/page" 2>"$dir/stderr"
[ ! -s "$dir/stderr" ] && grep -q "EXIT STATUS" "$dir/page"
ok $? "the manual page is well formed"

missing=$(sed -nE 's/^#define TEEPROC_TLV_([A-Z_]+) (0x[0-9a-f]+)u .*/\2/p' \
	include/teeproc/image.h | sort -u | while read -r number; do
	grep -q "| $number \||$number–\|–$number" docs/image-format.md ||
		[ "$number" = 0x17eff ] || echo "$number"
done)
[ -z "$missing" ]
ok $? "the document has all types of TLVs $missing"
done_testing
