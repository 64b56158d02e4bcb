#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# The commands of the manual's first firmware, as they stand in docs/firmware.md, and
# what it says that they print.

. "$(dirname "$0")/lib.sh"
manual=docs/firmware.md

section() { # the indented lines of the first section
	sed -n '/^## The first one/,/^## Memory/s/^    //p' "$manual"
}
mapfile -t commands < <(section | grep -E '^(arm-none-eabi-gcc|build/)')
mapfile -t printed < <(section | grep '^m4-0 ')
[ "${#commands[@]}:${#printed[@]}" = 3:2 ]
ok $? 'the manual has three commands and two lines that they print'

bash -c "${commands[0]} -Wall -Wextra -Werror -Wl,--fatal-warnings" >"$dir/out" 2>&1
ok $? "${commands[0]}"
for command in "${commands[@]:1}"; do
	bash -c "$command" >"$dir/out" 2>"$dir/err"
	ok $? "$command"
	for line in "${printed[@]}"; do
		grep -qxF "$line" "$dir/out"
		ok $? "prints: $line"
	done
done
done_testing
