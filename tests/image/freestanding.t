#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# image/ compiles for secure worlds of all kinds without a warning, needs nothing
# from a library but what compilers themselves call, and does not recurse.
set -u
compilers=("gcc" "arm-none-eabi-gcc -mthumb -mcpu=cortex-m4"
	"arm-none-eabi-gcc -mcpu=cortex-a7 -mbig-endian"
	"aarch64-linux-gnu-gcc -mstrict-align" "riscv64-unknown-elf-gcc")
echo "1..$((2 * ${#compilers[@]} + 1))"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

n=0
for compiler in "${compilers[@]}"; do
	n=$((n + 1))
	status=0
	for file in image/*.c; do
		# shellcheck disable=SC2086 # options are words of their own
		$compiler -std=c11 -ffreestanding -O2 -Iinclude -Wall -Wextra \
			-Wconversion -Wshadow -Wstrict-prototypes \
			-Wcast-align=strict -Wvla -Wstack-usage=1024 -Werror \
			-c -o "$dir/$(basename "$file" .c).o" "$file" \
			2>"$dir/log" || status=1
		sed 's/^/# /' "$dir/log"
	done
	[ $status = 0 ] && echo "ok $n - $compiler" || echo "not ok $n - $compiler"

	n=$((n + 1))
	nm=${compiler%% *}
	nm=${nm%gcc}nm
	needed=$($nm "$dir"/*.o | awk '$1 == "U" { print $2 }' | sort -u |
		grep -vE '^(teeproc_|mem(cpy|set|move|cmp)$|__aeabi_|_GLOBAL_OFFSET_TABLE_$)')
	[ -z "$needed" ] && echo "ok $n - $compiler: nothing else is needed" ||
		echo "not ok $n - $compiler: needs $needed"
done

# who calls whom, from the compiler, in a file that ccache does not keep; a cycle would be
# seen by tsort
export CCACHE_DISABLE=1
n=$((n + 1))
for file in image/*.c; do
	gcc -std=c11 -O0 -Iinclude -fcallgraph-info -c \
		-o "$dir/$(basename "$file" .c).o" "$file"
done
sed -nE 's/^edge: \{ sourcename: "([^"]*)" targetname: "([^"]*)".*/\1 \2/p' \
	"$dir"/*.ci | sort -u >"$dir/calls"
if [ "$(wc -l <"$dir/calls")" -gt 50 ] && tsort "$dir/calls" >"$dir/order" 2>"$dir/cycles" &&
	! awk '$1 == $2' "$dir/calls" | grep . >"$dir/cycles"; then
	echo "ok $n - no recursion in $(wc -l <"$dir/calls") calls"
else
	cat "$dir/cycles" 2>/dev/null | sed 's/^/# /'
	echo "not ok $n - no recursion in $(wc -l <"$dir/calls") calls"
fi
