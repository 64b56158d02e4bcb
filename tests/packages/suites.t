#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# The packages in a fresh bookworm and trixie that has nothing else, by tests/packages/inside.
# What is started and mounted there is in namespaces that end with it. Needs root, or sudo.
set -u
. tests/tap.sh
sudo=
[ "$(id -u)" = 0 ] || sudo=sudo
packages=build/packages
where=build/check-packages

# enter ROOT ARCHIVES: as root in namespaces of its own, all that the suite has to have
enter() {
	local root=$1

	mount --make-rprivate /
	mount --bind "$root" "$root"
	mount -t proc proc "$root/proc"
	mount --rbind /dev "$root/dev"
	mount -t tmpfs tmpfs "$root/tmp"
	mount --bind "$2" "$root/var/cache/apt/archives"
	exec env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
		chroot "$root" /bin/bash /check/inside
}

# prepare ROOT BASE: a tree of the suite with the packages in /check
prepare() {
	tar -C "$1" --exclude='./dev/*' -xf "$2/base.tar"
	cp "$2/sources.list" "$1/etc/apt/sources.list"
	rm -f "$1"/etc/apt/sources.list.d/*
	cp -L /etc/resolv.conf /etc/hosts "$1/etc/"
	# no service is started
	printf '#!/bin/sh\nexit 101\n' >"$1/usr/sbin/policy-rc.d"
	chmod 755 "$1" "$1/usr/sbin/policy-rc.d"
	mkdir "$1/check"
	cp -r $packages/*_amd64.deb $packages/*_all.deb tests/tap.sh tests/packages/inside \
		tests/packages/ci-commands examples/ci examples/hello/* "$1/check/"
	cp "$FIRMWARE" "$1/check/my.elf"
}

if [ "${1:-}" = enter ]; then
	enter "$2" "$3"
fi

mkdir -p $where
for suite in ${SUITES:-bookworm trixie}; do
	base=$(tests/packages/base "$suite")
	status=$?
	ok $status "$suite: a fresh one"
	[ $status = 0 ] || continue
	root=$(mktemp -d "$PWD/$where/$suite.XXXXXX")
	export -f prepare
	export packages FIRMWARE
	$sudo bash -c "prepare $root $base" &&
		$sudo unshare --mount --pid --fork --kill-child --propagation private \
			"$0" enter "$root" "$base/archives" </dev/null >"$root.log" 2>&1
	# a plan that is there, and each test of it good
	tests=$(sed -n 's/^1\.\.//p' "$root.log")
	[ -n "$tests" ] && [ "$(grep -c '^ok ' "$root.log")" = "$tests" ]
	ok $? "$suite: all ${tests:-} checks inside"
	grep -E '^(# |not ok )' "$root.log" | sed 's/^not ok [0-9]*/# failed/; s/^# */# /'
	left=$(grep -F "$root" /proc/mounts; $sudo find /proc -maxdepth 2 -name root -lname "$root*" 2>/dev/null)
	[ -z "$left" ]
	ok $? "$suite: no mounts and no processes are left $left"
	$sudo rm -rf --one-file-system "$root"
	mv "$root.log" "$where/$suite.log"
done
done_testing
