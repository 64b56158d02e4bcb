#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# Every single patch of the series builds, without a warning that was not there before
# it (W=1, sparse); the whole with each of its Kconfig symbols off, built in and as a
# module, for arm64 and, as the STM32MP1 has it, for arm. Of the kernel only the objects
# of drivers/remoteproc and drivers/tee are built, and of each patch those that it makes
# older than what they are made of, as kbuild knows: all others are those of the patch
# before.
set -u
. tests/tap.sh

series=build/series
git=$series.git
work=$(realpath -m build/tests/series)
tree=${LINUX:-$(board/boot/kernel-tree tree 7.2)} || exit 1
unset MAKEFLAGS MAKELEVEL MFLAGS V CFLAGS LDFLAGS KBUILD_OUTPUT

# what the board's small kernel has not
extra='
CONFIG_COMPILE_TEST=y
CONFIG_TEE=y
CONFIG_OPTEE=y
CONFIG_REMOTEPROC_TEE=y
CONFIG_STM32_RPROC=y
CONFIG_MFD_SYSCON=y
CONFIG_REGMAP_MMIO=y
CONFIG_WERROR=n
'

# put COMMIT: its files into the farm, in the place of links, never through them; what is
# the same keeps its time. The series takes no file away.
put() {
	local file

	rm -rf "$work/files"
	mkdir "$work/files"
	git -C "$git" archive "$1" drivers include | tar -x -C "$work/files"
	(cd "$work/files" && find . -type f) | while read -r file; do
		cmp -s "$work/files/$file" "$work/farm/$file" ||
			cp --remove-destination "$work/files/$file" "$work/farm/$file"
	done
}

# changed COMMIT: the files of the kernel itself that it changes
changed() {
	git -C "$git" diff --name-only "$1^" "$1" -- drivers include
}

# kbuild ARCH TARGET...: in the objects of ARCH
kbuild() {
	local arch=$1 cross=aarch64-linux-gnu-
	shift

	[ "$arch" = arm64 ] || cross=arm-linux-gnueabihf-
	make -C "$work/farm" O="$work/$arch" ARCH="$arch" CROSS_COMPILE=$cross \
		-j"${JOBS:-2}" "$@" </dev/null
}

# objects ARCH LOG: those of remoteproc and, where there is one, of the TEE; what the
# compiler and sparse say in LOG. Debian's sparse does not know the operator that newer
# kernels have it tried with.
objects() {
	local folders=drivers/remoteproc/

	! has "$1" 'TEE=[ym]' || folders+=' drivers/tee/'
	# shellcheck disable=SC2086 # words
	kbuild "$1" W=1 C=1 CHECK='sparse -D__typeof_unqual__=__typeof__' \
		CF=-D__CHECK_ENDIAN__ $folders >"$2" 2>&1
}

# complaints LOG: without the lines' numbers, which any patch changes. Debian's sparse
# does not know a literal's length for a constant, by which newer kernels look at what
# MODULE_LICENSE() and the like are given.
complaints() {
	local file line rest

	grep -E '(drivers/(remoteproc|tee)|include/linux)/.*(warning|error):' "$1" |
		sort -u | while IFS=: read -r file line rest; do
		[[ $rest == *' error: bad constant expression' ]] &&
			sed -n "${line}p" "$file" | grep -q '^MODULE_' ||
			sed -E 's/:([0-9]+:)?/:/' <<<"$file:$rest"
	done | sort -u
}

# same_or_fewer LOG BEFORE NAME STATUS
same_or_fewer() {
	local new

	new=$(complaints "$1" | comm -23 - "$2")
	[ "$4" = 0 ] && [ -z "$new" ]
	ok $? "$3"
	[ -z "$new" ] || sed 's/^/# /' <<<"$new"
	[ "$4" = 0 ] || tail -n 15 "$1" | sed 's/^/# /'
}

# is_compiled COMMIT: each C file that it changes was, and sparse has looked at it
is_compiled() {
	local file missing=

	for file in $(changed "$1" | grep '\.c$'); do
		grep -q "^ *CC .*${file%.c}\.o$" "$work/patch.log" &&
			grep -q "^ *CHECK .*$file$" "$work/patch.log" || missing+=" $file"
	done
	[ -z "$missing" ]
	ok $? "arm64: what it changes is compiled$missing"
}

# configure ARCH SYMBOL=VALUE...: what is not set is off
configure() {
	local arch=$1
	shift

	{
		if [ "$arch" = arm64 ]; then
			sed '/^# where the tree has them/q' board/boot/kernel.config
		else
			cat "$work/farm/arch/arm/configs/multi_v7_defconfig"
		fi
		printf '%s' "$extra"
		printf 'CONFIG_%s\n' "$@"
	} >"$work/$arch.config"
	kbuild "$arch" KCONFIG_ALLCONFIG="$work/$arch.config" allnoconfig >"$work/$arch.log" 2>&1 &&
		kbuild "$arch" prepare >>"$work/$arch.log" 2>&1
}

has() {
	grep -qx "CONFIG_$2" "$work/$1/.config"
}

mkdir -p "$work"
tests/series/farm "$tree" "$work/farm" || exit 1
put base

configure arm64 STM32_RPROC=y
ok $? "arm64: the tree as it is can be configured"
objects arm64 "$work/base.log"
ok $? "arm64: it builds"
grep -q '^ *CHECK .*stm32_rproc' "$work/base.log"
ok $? "arm64: and sparse looks at it"
complaints "$work/base.log" >"$work/before"

for commit in $(git -C "$git" rev-list --reverse base..); do
	subject=$(git -C "$git" log -1 --format=%s "$commit")
	[ -n "$(changed "$commit")" ] || continue
	put "$commit"
	if changed "$commit" | grep -q Kconfig; then
		configure arm64 STM32_RPROC=y
	fi
	objects arm64 "$work/patch.log"
	same_or_fewer "$work/patch.log" "$work/before" "arm64: $subject" $?
	is_compiled "$commit"
	complaints "$work/patch.log" | sort -u - "$work/before" >"$work/now"
	mv "$work/now" "$work/before"
done
has arm64 REMOTEPROC_TEE=y && has arm64 STM32_RPROC=y &&
	[ -f "$work/arm64/drivers/remoteproc/remoteproc_tee_session.o" ]
ok $? "arm64: remoteproc_tee and stm32_rproc are built in"

# combination NAME SYMBOL=VALUE... : and those that they come to
combination() {
	local name=$1
	shift

	configure arm64 "$@" && objects arm64 "$work/combination.log"
	same_or_fewer "$work/combination.log" "$work/before" "arm64: $name" $?
	for symbol; do
		has arm64 "$symbol" || [ "${symbol#*=}" = n ]
		ok $? "arm64: $name: $symbol"
	done
}

combination "as modules" TEE=m OPTEE=m REMOTEPROC_TEE=m STM32_RPROC=m
combination "stm32_rproc as a module" REMOTEPROC_TEE=y STM32_RPROC=m
combination "without stm32_rproc" REMOTEPROC_TEE=y STM32_RPROC=n
combination "without a TEE" TEE=n OPTEE=n REMOTEPROC_TEE=n STM32_RPROC=y
! aarch64-linux-gnu-nm -u "$work/arm64/drivers/remoteproc/stm32_rproc.o" | grep -q tee
ok $? "arm64: without a TEE: stm32_rproc refers to nothing of it"
combination "without remoteproc_tee" REMOTEPROC_TEE=n STM32_RPROC=y
configure arm64 REMOTEPROC_TEE=m STM32_RPROC=y
has arm64 STM32_RPROC=m
ok $? "arm64: with remoteproc_tee as a module stm32_rproc can't be built in"

configure arm REMOTEPROC_TEE=y STM32_RPROC=y
objects arm "$work/arm.objects.log"
ok $? "arm: it builds"
! complaints "$work/arm.objects.log" | grep -E 'remoteproc_tee|stm32_rproc|remoteproc_(core|virtio)|optee/device'
ok $? "arm: without a complaint about what the series touches"
has arm REMOTEPROC_TEE=y && has arm STM32_RPROC=y &&
	[ -f "$work/arm/drivers/remoteproc/stm32_rproc.o" ]
ok $? "arm: multi_v7 with remoteproc_tee and stm32_rproc"
done_testing
