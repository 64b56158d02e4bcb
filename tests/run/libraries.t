#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# make check-examples FREERTOS=folder RPMSG_LITE=folder OPENAMP=folder: the examples
# that are put on libraries, of which no Debian package has one, built with those that
# are given and run in both modes.

. "$(dirname "$0")/lib.sh"

# works EXAMPLE VARIABLE
works() {
	local folder=${!2:-} mode layout

	[ -n "$folder" ] || return 0
	make -s -C "examples/$1" "$2=$(realpath "$folder")" OUT="$dir" CFLAGS_MORE=-Werror \
		>"$dir/make" 2>&1
	ok $? "$1: builds" || sed 's/^/# /' "$dir/make"
	for mode in secure direct; do
		layout=$([ $mode = secure ] && echo tcm || echo sram)
		runs 0 "$1: $mode: echoes, and does so again when it is restarted" --mode $mode \
			--script "$(dirname "$0")/libraries.sh" "$dir/$1-$layout.elf"
		[ "$(grep -c ' 0 wrong, 0 lost' "$dir/stdout")" = 3 ]
		ok $? "$1: $mode: nothing was lost"
	done
}

if [ -z "${FREERTOS:-}${RPMSG_LITE:-}${OPENAMP:-}" ]; then
	echo 'Bail out! none of FREERTOS, RPMSG_LITE, OPENAMP is given'
	exit 1
fi
works freertos FREERTOS
works rpmsg-lite RPMSG_LITE
works openamp OPENAMP
done_testing
