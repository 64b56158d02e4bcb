# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# Helpers of the tests of the TEE case, on top of lib.sh: the hooks in the kernel
# (tests/secure/hooks), physical memory; of the board what its own file has.

# shellcheck source=tests/board/lib.sh
. /tests/lib.sh
# what differs from board to board
# shellcheck source=tests/secure/board.sh
. /tests/board.sh
# where the sample firmware's resource table is: table_da, table_size
# shellcheck source=/dev/null
. /tests/table.sh

hooks=/sys/module/teeproc_hooks/parameters
hook_files=/sys/kernel/debug/teeproc_hooks
sram_size=0x1000000
# shellcheck disable=SC2154 # from table.sh and board.sh
table_pa=$((table_da - sram_da + sram0))

# results of a TEE, for the hooks
tee_generic=0xffff0000
tee_security=0xffff000f
tee_communication=0xffff000e
tee_dead=0xffff3024

# commands to it, likewise: enum teeproc_ta_cmd
command_load=1
command_start=2
command_stop=3
command_table=4
command_coredump=5
command_release=6
command_measurement=$((0x101))
command_dump_piece=$((0x103))

hook() {
	read -r _line <"$hooks/$1" && echo "$_line"
}

hook_set() {
	echo "$2" >"$hooks/$1"
}

# The command that "hold" names has come, and waits
command_waits() {
	[ "$(hook held)" = 1 ]
}

# The TEE client: our module, or on a kernel with the series its own
tee_client=teeproc_tee
[ ! -d /sys/bus/tee/drivers/remoteproc_tee ] || tee_client=remoteproc_tee

# core_is_fixed: the core has the fixes of the series, which come with that client
core_is_fixed() {
	[ $tee_client = remoteproc_tee ]
}

tee_client_is_built_in() {
	[ $tee_client = remoteproc_tee ] && ! grep -q '^remoteproc_tee ' /proc/modules
}

# built_in_code: where its code is, for the hooks: in the order of the makefile it
# comes behind remoteproc's character device, and before stm32_rproc
built_in_code() {
	sed -n 's/^\([0-9a-f]*\) [tT] \([a-zA-Z0-9_]*\)$/\1 \2/p' /proc/kallsyms | sort | awk '
		$2 ~ /^rproc_(cdev|char_device)_/ { next_is_first = 1; client = 0; next }
		next_is_first { from = $1; next_is_first = 0 }
		$2 ~ /^rproc_tee_/ { client = 1 }
		$2 ~ /^stm32_rproc_/ && client { end = $1; exit }
		END {
			if (!end)
				exit 1
			print "built_in=0x" from, "built_in_end=0x" end
		}'
}

load_hooks() {
	_code=
	if tee_client_is_built_in; then
		_code=$(built_in_code) ||
			bailoutput "the code of $tee_client can not be found"
	fi
	# shellcheck disable=SC2086 # parameters
	modprobe teeproc_hooks $_code || bailoutput 'the hooks can not be loaded'
}

# tee_client_unloads NAME: the TEE client goes, if it is a module
tee_client_unloads() {
	tee_client_is_built_in || ok "$1" timeout 60 rmmod $tee_client
}

# what the drivers hold at the TEE and of memory, and the core of their tables
held() {
	for _held in sessions shms mappings copies; do
		echo "$_held:" && hook $_held
	done
}

# --- memory

sram_is_zero() {
	physmem zero $sram0 $sram_size
}

# not if it can't look: that is another status
sram_has_bytes() {
	sram_is_zero
	[ $? -eq 1 ]
}

# Linux has nothing of the first core's memory mapped; what there is, is shown
no_mappings() {
	_high=${sram0#0x}
	! mappings | grep "phys=0x0*${_high%000000}[0-9a-f]\{6\}\b"
}

# How many mappings of the resource table, which lies at $table_pa
table_mappings() {
	# shellcheck disable=SC2154 # the suite's
	mappings | grep -c "phys=0x0*$(printf %x "$table_pa")\b"
}

# --- the log

log_mark() {
	dmesg | wc -l >/tmp/log.mark
}

# the lines since log_mark
log_since_mark() {
	dmesg | tail -n +$(($(cat /tmp/log.mark) + 1))
}

log_has() {
	log_since_mark | grep -q -e "$1"
}

# --- sleep (s2idle), from which the clock wakes it

rtc=/sys/class/rtc/rtc0

slept() {
	cat /sys/power/suspend_stats/success
}

# sleep_for SECONDS: an alarm that comes before Linux sleeps is counted, so that Linux does not
# go to sleep; then it has twice the time. A device that refuses has no second chance.
sleep_for() {
	_slept=$(slept)
	_seconds=$1
	while [ "$_seconds" -le 256 ]; do
		read -r _count </sys/power/wakeup_count
		echo 0 >$rtc/wakealarm
		echo "+$_seconds" >$rtc/wakealarm || return 1
		echo "$_count" >/sys/power/wakeup_count && echo freeze >/sys/power/state
		[ "$(slept)" = "$_slept" ] || break
		[ -z "$(cat /sys/power/suspend_stats/last_failed_dev)" ] || return 1
		_seconds=$((_seconds * 2))
	done
	[ "$(slept)" = $((_slept + 1)) ]
}

# --- a remote processor's life

# starts_again CORE FIRMWARE: and stops
starts_again() {
	_errno=$(core_start "$1" "$2")
	[ "$_errno" = 0 ] || {
		echo "the next start: $_errno"
		return 1
	}
	state_is "$1" running || {
		echo "the next start: $(core_get "$1" state)"
		return 1
	}
	_errno=$(core_stop "$1")
	[ "$_errno" = 0 ] || {
		echo "its stop: $_errno"
		return 1
	}
}

# remember NAME: all that there is now, for later comparisons
remember() {
	snapshot >"/tmp/snapshot.$1"
	held >"/tmp/held.$1"
}

# renumbered: a probe may have given the devices other numbers; what the drivers
# hold is what it was at first
renumbered() {
	snapshot >/tmp/snapshot.first
}

# holds NAME: the drivers hold what they held
holds() {
	held >/tmp/held.now
	diff "/tmp/held.$1" /tmp/held.now
}

# as_remembered NAME
as_remembered() {
	snapshot >/tmp/snapshot.now
	diff "/tmp/snapshot.$1" /tmp/snapshot.now && holds "$1"
}

# left_nothing CORE: offline, and all as it was at first
left_nothing() {
	state_is "$1" offline || {
		echo "state: $(core_get "$1" state)"
		return 1
	}
	as_remembered first
}

# clean_and_alive CORE FIRMWARE: checked in a row, so that the first thing wrong is
# told
clean_and_alive() {
	left_nothing "$1" && starts_again "$1" "$2" && left_nothing "$1"
}

started_since() {
	read -r _line <$hooks/starts && [ "$_line" -gt "$2" ] && state_is "$1" running
}

# crash_now CORE: through the core's debugfs; waits for the recovery
crash_now() {
	_starts=$(hook starts)
	echo 1 >"/sys/kernel/debug/remoteproc/$1/crash"
	wait_for 60 started_since "$1" "$_starts"
}

# end_crashed CORE: kernels differ in whether a crashed one can be stopped; where
# it can not, it has to come up again first
end_crashed() {
	_errno=$(core_stop "$1")
	[ "$_errno" = 0 ] && return
	[ "$_errno" = EINVAL ] || {
		echo "stop of a crashed one: $_errno"
		return 1
	}
	core_set "$1" recovery recover >/dev/null
	wait_for 60 state_is "$1" running || {
		echo 'a recovery that was asked for did not come'
		return 1
	}
	[ "$(core_stop "$1")" = 0 ]
}

# --- core dumps that the kernel keeps

has_dump() {
	[ -e /sys/class/devcoredump/devcd*/data ]
}

no_dump_left() {
	for _dump in /sys/class/devcoredump/devcd*/data; do
		[ ! -e "$_dump" ] || echo 0 >"$_dump"
	done
	wait_for 10 not has_dump
}

not() {
	! "$@"
}
