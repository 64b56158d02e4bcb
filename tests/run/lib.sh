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

# ran ARGUMENT...: teeproc-board run; sets status, and what it says is in $dir/stdout and
# $dir/stderr
ran() {
	timeout 600 "$board" run "$@" >"$dir/stdout" 2>"$dir/stderr" </dev/null
	status=$?
}

# starts ARGUMENT...: the same in the background, as $run. Its shell empties the files
# when it gets to it: what the last run has said is to be gone by then.
starts() {
	: >"$dir/stdout"
	: >"$dir/stderr"
	timeout 600 "$board" run "$@" >>"$dir/stdout" 2>>"$dir/stderr" </dev/null &
	run=$!
}

# waits COMMAND...: until it succeeds, or the run has ended
waits() {
	until "$@" || ! kill -0 $run 2>/dev/null; do sleep 0.1; done
}

# has_said PATTERN [TIMES]: the run, so far
has_said() {
	[ "$(cat "$dir/stdout" "$dir/stderr" | grep -c -- "$1")" -ge "${2:-1}" ]
}

# runs STATUS NAME ARGUMENT...: it ends with this status
runs() {
	local want=$1 name=$2 status
	shift 2
	ran "$@"
	ended_with "$want" "$name" "$@"
}

# ended_with STATUS NAME ARGUMENT...: of the last run
ended_with() {
	if [ $status != "$1" ]; then
		echo "# status $status, wanted $1: run ${*:3}"
		tail -n 30 "$dir/stdout" "$dir/stderr" | sed 's/^/# /'
	fi
	[ $status = "$1" ]
	ok $? "$2"
}

# times_out NAME ARGUMENT...: it ends with 1 after $limit seconds. If the machine has so
# much else to do that the firmware is not up by then, that is doubled.
times_out() {
	local name=$1 status
	shift
	ran --timeout "$limit" "$@"
	while grep -q ': has not come up in ' "$dir/stderr" && [ "$limit" -lt 300 ]; do
		limit=$((2 * limit))
		ran --timeout "$limit" "$@"
	done
	ended_with 1 "$name" "$@"
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
