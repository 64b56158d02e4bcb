#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# What the packages hold that this machine does not run by itself: rprocctl of other
# architectures, and the sources for OP-TEE.
set -u
. tests/tap.sh
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
packages=build/packages
version=$(dpkg-parsechangelog -S Version)

# the C library of that architecture is of the oldest suite that the package is for
for arch in arm64 armhf; do
	deb=$packages/rprocctl_${version}_$arch.deb
	[ "$(dpkg-deb -f "$deb" Architecture)" = $arch ] && dpkg-deb -x "$deb" "$dir/$arch"
	ok $? "rprocctl is there for $arch"
	[[ "$(dpkg-deb -f "$deb" Depends)" =~ ^libc6\ \(\>=\ [0-9.]+\)$ ]]
	ok $? '... and needs the C library alone'
	case $arch in
	arm64) run=qemu-aarch64 ;;
	armhf) run=qemu-arm ;;
	esac
	libc=$(board/boot/apt-root fetch bookworm $arch libc6) &&
		[ "$($run -L "$libc" "$dir/$arch/usr/bin/rprocctl" --version)" = "rprocctl $version" ]
	ok $? '... and runs'
done

dpkg-deb -x $packages/teeproc-optee_"${version}"_all.deb "$dir/optee"
board/boot/optee ta "$OPTEE_BASE" "$dir/optee/usr/src/teeproc-optee/optee/ta" "$dir/ta" >"$dir/log" 2>&1 &&
	[ -s "$dir/ta/80a4c275-0a47-4905-8285-1486a9771a08.stripped.elf" ]
status=$?
[ $status = 0 ] || sed 's/^/# /' "$dir/log"
ok $status 'the Trusted Application is built from teeproc-optee'
sources=$dir/optee/usr/src/teeproc-optee
differ=$(diff -r optee/pta "$sources/optee/pta" && diff -r include "$sources/include")
ok $? "the pseudo-TA is there, and its headers $differ"
done_testing
