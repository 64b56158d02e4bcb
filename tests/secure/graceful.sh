# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# Before it is stopped a firmware is asked to end, through the mailbox "shutdown",
# and has half a second for it: core 0 in the TEE's charge, core 1 in direct mode.
# What it does then it tells in its trace buffer, which direct mode leaves in memory.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

has_ended='shutdown: the firmware has ended'
late='firmware has not ended by itself in 500 ms'

up() {
	[ "$(core_start "$core" "$fw")" = 0 ] || return 1
	# of the trace buffer: "Device Address 0x..", "Length 0x.. Bytes"
	grep -A 2 'type trace' "/sys/kernel/debug/remoteproc/$core/resource_table" >/tmp/trace
	echo_test "$core" 20 1
}

# Only of core 1 is there anything left to be read
trace_left() {
	_da=$(sed -n 's/.*Device Address \(0x[0-9a-f]*\).*/\1/p' /tmp/trace)
	_len=$(sed -n 's/.*Length \(0x[0-9a-f]*\).*/\1/p' /tmp/trace)
	physmem read $((_da - 0x21000000 + 0x61000000)) $((_len)) | strings | grep "$1"
}

stops() {
	log_mark
	_start=$(now_cs)
	is "$(core_stop "$core")" 0 "$1: stops"
	took_cs=$(($(now_cs) - _start))
	ok "$1: in reset" in_reset "$id"
}

in_charge_of() {
	core=$(core_of "m4-$id") || bailoutput "no core m4-$id"

	ok "$1: starts" up
	hook_set patience 60
	stops "$1: a firmware that ends"
	not_ok "$1: a firmware that ends: nothing to complain of" log_has "$late"
	[ "$id" = 0 ] || ok "$1: a firmware that ends: it has" trace_left "$has_ended"

	ok "$1: starts again" up
	ok "$1: a firmware that hangs" command_to "$core" hang
	ok "$1: a firmware that hangs: it does" wait_for 10 trace_has "$core" 'command: hang'
	hook_set patience 0
	stops "$1: a firmware that hangs"
	ok "$1: a firmware that hangs: the log says so" log_has "$late"
	ok "$1: a firmware that hangs: it had its time ($took_cs cs)" [ $took_cs -ge 50 ]
	[ "$id" = 0 ] || not_ok "$1: a firmware that hangs: it has not ended" \
		trace_left "$has_ended"

	ok "$1: starts once more" up
	log_mark
	up=$(times_up "$core")
	ok "$1: a firmware that has crashed" command_to "$core" crash
	ok "$1: a firmware that has crashed: it recovers" wait_for 20 came_up_again "$core" "$up"
	not_ok "$1: a firmware that has crashed: it was not asked" log_has "$late"
	hook_set patience 60
	stops "$1: after that"
	not_ok "$1: after that: nothing to complain of" log_has "$late"
	[ "$id" = 0 ] || ok "$1: after that: it has ended" trace_left "$has_ended"
}

id=0 fw=teeproc-sram.signed
in_charge_of 'TEE case'
id=1 fw=teeproc-sram.elf
in_charge_of 'normal case'

done_testing
