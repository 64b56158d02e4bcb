# shellcheck shell=bash
# SPDX-License-Identifier: BSD-2-Clause
#
# For the tests of teeproc-board run: TAP, a folder that goes away at the end, and a
# user that has no key yet.

board=build/board/teeproc-board
firmware=build/tests/run
. tests/tap.sh
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export XDG_DATA_HOME=$dir/data

# waits_out N: seconds for a time-out that comes, if a run to the firmware's first line
# takes N on this machine now
waits_out() {
	echo $((3 * $1 + 3))
}

# runs STATUS NAME ARGUMENT...: teeproc-board run ends with this status; what it
# says is in $dir/stdout and $dir/stderr
runs() {
	local want=$1 name=$2 status
	shift 2
	timeout 200 "$board" run "$@" >"$dir/stdout" 2>"$dir/stderr" </dev/null
	status=$?
	if [ $status != "$want" ]; then
		echo "# status $status, wanted $want: run $*"
		tail -n 30 "$dir/stdout" "$dir/stderr" | sed 's/^/# /'
	fi
	[ $status = "$want" ]
	ok $? "$name"
}

# says WHERE PATTERN NAME: the last run, on stdout or stderr
says() {
	local status
	grep -qE -- "$2" "$dir/$1"
	status=$?
	[ $status = 0 ] || sed 's/^/# /' "$dir/$1"
	ok $status "$3"
}

# refuses STATUS PATTERN NAME ARGUMENT...: in one sentence, that matches
refuses() {
	local pattern=$2
	runs "$1" "$3" "${@:4}"
	if [ "$(wc -l <"$dir/stderr")" = 1 ] && [ ! -s "$dir/stdout" ] &&
		grep -qE -- "^teeproc-board: .+: .*$pattern" "$dir/stderr"; then
		ok 0 "$3: one sentence"
	else
		sed 's/^/# /' "$dir/stderr"
		ok 1 "$3: one sentence"
	fi
}
