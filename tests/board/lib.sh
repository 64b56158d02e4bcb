#!/bin/busybox sh
# SPDX-License-Identifier: BSD-2-Clause
#
# Helpers of the tests in the board, for busybox's sh: TAP, and remote
# processors. To be sourced; a script ends with done_testing.
#
# A process costs more than all else that a test does, on a debug kernel some tenths of a
# second: what is called often reads files by itself.

tap_count=0
tap_failed=0

# --- Test Anything Protocol

diag() {
	echo "$*" | sed 's/^/# /'
}

# tap_result STATUS NAME
tap_result() {
	tap_count=$((tap_count + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $tap_count - $2"
	else
		echo "not ok $tap_count - $2"
		tap_failed=$((tap_failed + 1))
	fi
	return "$1"
}

# ok NAME COMMAND...: passes if the command does; shows its output if not
ok() {
	_name=$1
	shift
	output=$("$@" 2>&1)
	_status=$?
	[ "$_status" -eq 0 ] || _status=1
	tap_result "$_status" "$_name" && return
	diag "command: $*"
	[ -z "$output" ] || diag "$output"
	return 1
}

# not_ok NAME COMMAND...: passes if the command fails
not_ok() {
	_name=$1
	shift
	if output=$("$@" 2>&1); then
		tap_result 1 "$_name"
		diag "command: $*"
		[ -z "$output" ] || diag "$output"
		return 1
	fi
	tap_result 0 "$_name"
}

# is GOT WANT NAME
is() {
	if [ "$1" = "$2" ]; then
		tap_result 0 "$3"
		return
	fi
	tap_result 1 "$3"
	diag "got:  $1"
	diag "want: $2"
	return 1
}

# like GOT PATTERN NAME: a shell pattern
like() {
	# shellcheck disable=SC2254 # it is meant as a pattern
	case $1 in
	$2)
		tap_result 0 "$3"
		return
		;;
	esac
	tap_result 1 "$3"
	diag "got:  $1"
	diag "like: $2"
	return 1
}

# at_most GOT LIMIT NAME: integers; the figure is shown in any case
at_most() {
	_status=1
	[ -n "$1" ] && [ "$1" -le "$2" ] && _status=0
	tap_result "$_status" "$3 ($1, at most $2)"
}

done_testing() {
	echo "1..$tap_count"
	[ "$tap_failed" -eq 0 ]
	exit
}

bailoutput() {
	echo "Bail out! $*"
	exit 1
}

# --- time

# centiseconds since the boot; /proc/uptime tells no more
get_now_cs() {
	read -r _uptime _ </proc/uptime
	now_cs=${_uptime%.*}${_uptime#*.}
	# in the first second it would be octal
	now_cs=${now_cs#0}
	now_cs=${now_cs#0}
}

now_cs() {
	get_now_cs
	echo "$now_cs"
}

# so many times as long takes what this kernel does
slow=$(sed -n 's/.*teeproc\.slow=\([0-9]*\).*/\1/p' /proc/cmdline)
slow=${slow:-1}

# in_check_all MANY FEW: how often something is done in make check-all, and in make check
in_check_all() {
	grep -q -w 'teeproc\.all' /proc/cmdline && echo "$1" || echo "$2"
}

# wait_for SECONDS COMMAND...: until the command succeeds
wait_for() {
	get_now_cs
	_end=$((now_cs + $1 * 100 * slow))
	shift
	until "$@" >/dev/null 2>&1; do
		get_now_cs
		[ "$now_cs" -lt "$_end" ] || return 1
		usleep 20000
	done
}

# --- remote processors. CORE is the name of one in /sys/class/remoteproc.

# core_of LABEL: by the name that its driver gave it
core_of() {
	for _dir in /sys/class/remoteproc/remoteproc*; do
		_line=
		[ ! -e "$_dir/name" ] || read -r _line <"$_dir/name"
		if [ "$_line" = "$1" ]; then
			echo "${_dir##*/}"
			return
		fi
	done
	return 1
}

# core_get CORE ATTRIBUTE: of one line
core_get() {
	read -r _line <"/sys/class/remoteproc/$1/$2" && echo "$_line"
}

# core_set CORE ATTRIBUTE VALUE: prints the error's name, 0 if there is none
core_set() {
	write-errno "/sys/class/remoteproc/$1/$2" "$3"
}

state_is() {
	read -r _line <"/sys/class/remoteproc/$1/state" && [ "$_line" = "$2" ]
}

# core_start CORE [FIRMWARE]: prints as core_set
core_start() {
	if [ -n "$2" ]; then
		_errno=$(core_set "$1" firmware "$2")
		[ "$_errno" = 0 ] || {
			echo "firmware: $_errno"
			return
		}
	fi
	core_set "$1" state start
}

core_stop() {
	core_set "$1" state stop
}

trace_of() {
	cat "/sys/kernel/debug/remoteproc/$1/trace0"
}

trace_has() {
	trace_of "$1" 2>/dev/null | grep -q -e "$2"
}

# rpmsg_of CORE: the device file of its echo channel
rpmsg_of() {
	for _dir in /sys/class/rpmsg/rpmsg[0-9]*; do
		[ -e "$_dir" ] || continue
		case $(readlink -f "$_dir") in
		*/"$1"/*)
			[ -c "/dev/${_dir##*/}" ] || return 1
			echo "/dev/${_dir##*/}"
			return
			;;
		esac
	done
	return 1
}

has_no_rpmsg() {
	! rpmsg_of "$1" >/dev/null
}

# echo_test CORE COUNT SEED [WINDOW]
echo_test() {
	_core=$1
	shift
	wait_for 10 rpmsg_of "$_core" || {
		echo "$_core: no echo channel"
		return 1
	}
	rpmsg-echo "$(rpmsg_of "$_core")" "$@"
}

# command_to CORE COMMAND [TIMEOUT_MS]
command_to() {
	_core=$1
	shift
	rpmsg-command "$(rpmsg_of "$_core")" "$@"
}

# times_up CORE: how often it has come up since the boot
times_up() {
	dmesg | grep -c "remoteproc $1: remote processor .* is now up"
}

came_up_again() {
	[ "$(times_up "$1")" -gt "$2" ] && state_is "$1" running &&
		rpmsg_of "$1"
}

# recovers CORE UP_BEFORE: waits for it; prints the centiseconds
recovers() {
	_start=$(now_cs)
	wait_for 20 came_up_again "$1" "$2" || return 1
	echo $(($(now_cs) - _start))
}

# --- what must be the same before and after

# mappings: the areas of vmalloc() without their addresses, but for stacks of processes
# and for what is given back already and only not flushed yet. The kernel gives the list
# out in pieces: if areas come or go between two of them, one is there twice or not at
# all. So two in a row have to be the same.
mappings() {
	_looks=0
	: >/tmp/mappings
	while [ $_looks -lt 20 ]; do
		_looks=$((_looks + 1))
		grep -v -e unpurged -e kernel_clone /proc/vmallocinfo |
			sed 's/^[^ ]* *//' | sort >/tmp/mappings.now
		cmp -s /tmp/mappings /tmp/mappings.now && break
		mv /tmp/mappings.now /tmp/mappings
	done
	cat /tmp/mappings
}

# Mappings of physical memory without their addresses, debugfs, devices, carveouts.
snapshot() {
	{
		mappings | grep -E 'phys=|rproc|tee'
		find /sys/kernel/debug/remoteproc /sys/bus/rpmsg/devices \
			/sys/bus/virtio/devices /sys/class/remoteproc /sys/class/rpmsg
		echo /sys/bus/platform/devices/rproc-virtio*
	} | sort
	for _core in /sys/class/remoteproc/remoteproc*; do
		echo "== ${_core##*/}"
		cat "/sys/kernel/debug/remoteproc/${_core##*/}/carveout_memories" \
			"/sys/kernel/debug/remoteproc/${_core##*/}/resource_table"
	done
}

# unchanged NAME BEFORE: BEFORE is a file with an earlier snapshot
unchanged() {
	snapshot >/tmp/snapshot.now
	ok "$1" diff "$2" /tmp/snapshot.now
}
