#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# Part 1 of the series, on the board: the suite core_fixes passes on a kernel with it,
# and on the tree as it is each fix's test fails. Both kernels have the same objects
# but for what the patches touch. With a debug kernel's KERNEL= they have its options.
set -u
. tests/tap.sh

git=build/series.git
work=build/tests/series/core_fixes
linux=build/tests/series/linux
debug=${KERNEL_DEBUG:+debug}
fixes=(series/patches/[12]*/)
fixes=("${fixes[@]#series/patches/}")
fixes=("${fixes[@]%/}")
board=${BOARD_COMMAND:?run by make check-series-core}
unset MAKEFLAGS MAKELEVEL MFLAGS V CFLAGS LDFLAGS KBUILD_OUTPUT

# build NAME COMMIT: the kernel with the series as far as that, sets kit, and the module for it
build() {
	tests/series/patched "$linux" "$2" || return
	# shellcheck disable=SC2086 # a word or none
	kit=$(board/boot/kernel-tree kit "$linux" $debug) &&
		board/boot/modules build "$kit/build" arm64 "$work/$1" tests/series/core_fixes &&
		board/boot/modules pack "$kit" "$work/$1" "$work/$1.cpio"
}

# run NAME: the suite on that kernel; its TAP in NAME.tap
run() {
	BOARD_COMMAND=$(sed "s|--kernel [^ ]*|--kernel $kit/Image|
		s|--initrd [^ ]*|--initrd build/board/base.cpio,$work/$1.cpio,$work/files.cpio|" <<<"$board") \
		tests/board/board-test --name "core_fixes_$1" --append teeproc.modules=none \
		core_fixes >"$work/$1.tap"
}

# forget: nobody else wants such a kernel
forget() {
	rm -rf "$kit"
}

mkdir -p "$work"
board/boot/cpio "$work/files.cpio" tests/run=tests/board/run tests/lib.sh=tests/board/lib.sh \
	tests/core_fixes.sh=tests/series/core_fixes/core_fixes.sh || exit 1

build unpatched base
ok $? 'the kernel of the tree as it is can be built'
run unpatched
for fix in "${fixes[@]}"; do
	grep -q "^not ok [0-9]* - ${fix#*-}: " "$work/unpatched.tap"
	ok $? "without it the board's test fails: $fix"
done
# nothing worse than that
for good in 'the suite ran to its plan' 'the kernel has nothing to complain of'; do
	grep -q "^ok [0-9]* - $good" "$work/unpatched.tap"
	ok $? "without it: $good"
done
forget

build patched "$(git -C "$git" rev-list --reverse base.. | sed -n "${#fixes[@]}p")"
ok $? 'the kernel with part 1 of the series can be built'
run patched
ok $? 'with it all pass'
for fix in "${fixes[@]}"; do
	grep -q "^ok [0-9]* - ${fix#*-}: " "$work/patched.tap"
	ok $? "with it the board's test passes: $fix"
done
grep -A 6 '^not ok' "$work/patched.tap" | sed 's/^/# /'
forget
done_testing
