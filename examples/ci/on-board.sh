#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# A test that runs in the board, as root, once the firmware is started: teeproc-board run
# --script. It prints TAP; busybox and rprocctl are there.
failed=0
n=0

# test NAME COMMAND...
test_that() {
	n=$((n + 1))
	name=$1
	shift
	if "$@"; then
		echo "ok $n - $name"
	else
		echo "not ok $n - $name"
		failed=1
	fi
}

runs() {
	[ "$(rprocctl state m4-0)" = running ]
}

writes() {
	# shellcheck disable=SC2034
	for i in 1 2 3 4 5; do
		rprocctl log m4-0 | grep -q "$1" && return
		sleep 1
	done
	return 1
}

test_that 'the core runs' runs
test_that 'its trace' writes 'hello from the trace'
echo "1..$n"
exit $failed
