#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# make install: what lies below PREFIX runs from there, wherever that is moved to, and
# nothing in it names the clone.
set -u
. tests/run/lib.sh
top=$(pwd)

make -s install DESTDIR="$dir/root" PREFIX=/opt/teeproc >"$dir/make" 2>&1
ok $? 'it installs' || sed 's/^/# /' "$dir/make"
mv "$dir/root/opt/teeproc" "$dir/elsewhere"
cp "$firmware/end.elf" "$dir/my.elf"

# binaries bear debug information that names their sources' folder, the rest nothing
found=$(grep -rlF "$top/" "$dir/elsewhere" --include='*.cpio' --include='*.dtbo' \
	--include=flash.bin --include='*.pc' --include='*.1' --include='teeproc-*' --include=rprocctl)
[ -z "$(for file in $found; do [ "$(strip -o - "$file" 2>/dev/null | grep -cF "$top/")" = 0 ] || echo "$file"; done)" ]
ok $? "nothing names the clone $found"

cd "$dir" || exit
PATH=/usr/bin:/bin
board=$dir/elsewhere/bin/teeproc-board
runs 0 'a firmware runs on the board that was installed' "$dir/my.elf"
says stdout '^m4-0 uart: ' 'its words are shown'
for tool in teeproc-image rprocctl; do
	"$dir/elsewhere/bin/$tool" --help | grep -qi '^usage: '
	ok $? "$tool runs"
done
cat >"$dir/user.c" <<'END'
#include <teeproc/image.h>
#include <stdio.h>
int main(void) { puts(teeproc_image_strerror(TEEPROC_IMAGE_TOO_BIG)); }
END
export PKG_CONFIG_PATH=$dir/elsewhere/lib/pkgconfig
# shellcheck disable=SC2046
gcc $(pkg-config --cflags teeproc-image) -o "$dir/user" "$dir/user.c" $(pkg-config --libs teeproc-image) &&
	[ -n "$("$dir/user")" ]
ok $? 'the library is linked'
names() { # of the files in a folder
	(cd "$1" && printf '%s\n' * | xargs)
}
share=$dir/elsewhere/share
[ "$(names "$share/man/man1")" = 'rprocctl.1 teeproc-board.1 teeproc-image.1' ] &&
	[ "$(names "$share/bash-completion/completions")" = 'rprocctl teeproc-board teeproc-image' ]
ok $? 'manual pages and completions are there'
# a kernel built from a tree is no package's: there is a line for it, without a version
kernel='^linux [0-9]'
case $(readlink "$top/build/cache/kernel-$KERNEL") in */built-*) kernel='^built-[0-9a-f]* -$' ;; esac
grep -q -e "$kernel" "$share"/teeproc-board/*/sources &&
	! grep -v -e "$kernel" "$share"/teeproc-board/*/sources | grep -q -e '-$'
ok $? 'where the sources are of what Debian has in the board'
[ -e "$dir/elsewhere/src/teeproc-optee/optee/ta/image/tlv.c" ] && [ -e "$dir/elsewhere/src/teeproc-1.0/dkms.conf" ]
ok $? 'sources for OP-TEE and DKMS'
done_testing
