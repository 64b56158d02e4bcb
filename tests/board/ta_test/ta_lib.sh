# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# Runs the tests of teeproc_ta_test.ko. To be sourced after lib.sh.

ta_folder=/sys/kernel/debug/teeproc_ta_test

# ta_test TEST ARGUMENT...: relays what the module reports
ta_test() {
	diag "$*"
	_before=$tap_count
	if ! echo "$*" >"$ta_folder/run"; then
		tap_result 1 "$*: the module takes it"
		return
	fi
	while IFS= read -r _line; do
		case $_line in
		'ok - '*) tap_result 0 "${_line#ok - }" ;;
		'not ok - '*) tap_result 1 "${_line#not ok - }" ;;
		*) echo "$_line" ;;
		esac
	done <"$ta_folder/results"
	[ "$tap_count" -gt "$_before" ] || tap_result 1 "$*: reports something"
}

# image NAME: of make-images
image() {
	echo "ta_test/$1.signed"
}

modprobe teeproc_ta_test || bailoutput 'teeproc_ta_test.ko can not be loaded'
