# shellcheck shell=bash
# SPDX-License-Identifier: BSD-2-Clause
#
# For the tests of teeproc-image: TAP, and a folder that goes away at the end.

TOOL=${TOOL:-build/tools/teeproc-image/san/teeproc-image}
MAKE_ELF=${MAKE_ELF:-build/tests/image/make-elf}
. tests/tap.sh
# To look for leaks is most of what a refusal takes: with TEEPROC_ALL only
refused_asan=detect_leaks=0
[ -z "${TEEPROC_ALL:-}" ] || refused_asan=
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

tool() {
	timeout 60 "$TOOL" "$@"
}

# accepts NAME COMMAND...: it ends with 0
accepts() {
	local name=$1
	shift
	"$@" >"$dir/stdout" 2>"$dir/stderr"
	local status=$?
	[ $status = 0 ] || sed 's/^/# /' "$dir/stderr"
	ok $status "$name"
}

# refuses STATUS PATTERN NAME COMMAND...: it ends with this status, and one
# line on stderr, of the form "tool: object: reason", that matches
refuses() {
	local want=$1 pattern=$2 name=$3
	shift 3
	ASAN_OPTIONS=$refused_asan "$@" >"$dir/stdout" 2>"$dir/stderr" </dev/null
	local status=$? good=1 lines
	mapfile -t lines <"$dir/stderr"
	if [ $status = "$want" ] && [ ${#lines[@]} = 1 ] &&
		[[ ${lines[0]} =~ ^teeproc-image:\ .+:\ .+ ]] &&
		[[ ${lines[0]} =~ $pattern ]]; then
		good=0
	else
		echo "# status $status, wanted $want and $pattern"
		head -n 20 "$dir/stderr" | sed 's/^/# /'
	fi
	ok $good "$name"
}

# The sample firmware: three segments, resource table, debug-like trailer
make_sample() {
	$MAKE_ELF "$1" segment=0:0x2000:0x2000 segment=0x20000000:0x800:0x4000 \
		segment=0x21000000:0x1003:0x2000 segment=4:0:24:24 rsc=0x21000010
}
