# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# What is the same for each kind of core: one in the TEE's charge and one in direct mode,
# if the board has that, live and crash side by side, and their core dumps go to the host,
# where gdb opens them.

# shellcheck source=tests/board/lib.sh
. /tests/lib.sh
# shellcheck source=tests/secure/board.sh
. /tests/board.sh

open_host || bailoutput 'no way to the host'
secure=$(core_of "$core0_name") || bailoutput "no core $core0_name"
direct=
if [ -n "$core1_name" ]; then
	direct=$(core_of "$core1_name") || bailoutput "no core $core1_name"
fi
snapshot >/tmp/snapshot.first

# dumps NAME CORE COMMAND...: crashes by the command and comes up again, with a dump
dumps() {
	name=$1
	core=$2
	shift 2
	before=$(times_up "$core")
	ok "$name: crashes" "$@"
	recovers "$core" "$before" >/tmp/took
	tap_result $? "$name: comes up again"
	ok "$name: a core dump" rprocctl dump "$(core_get "$core" name)" -o "/tmp/$name.core"
	to_host "/tmp/$name.core"
	tap_result $? "$name: ... which goes to the host"
	rm -f "/tmp/$name.core"
	ok "$name: echoes again" echo_test "$core" 100 2
}

# the kernel's own way to have a crash that was none
claim_crash() {
	echo 1 >"/sys/kernel/debug/remoteproc/$1/crash"
}

# life NAME CORE FIRMWARE
life() {
	is "$(core_set "$2" coredump enabled)" 0 "$1: core dumps"
	is "$(core_start "$2" "$3")" 0 "$1: starts"
	wait_for 10 trace_has "$2" 'is up$'
	like "$(trace_of "$2" | head -n 1)" 'teeproc sample firmware, * layout, is up' \
		"$1: the trace shows the firmware's line"
	ok "$1: echoes 1,000 messages" echo_test "$2" 1000 1
	is "$(command_to "$2" vring 5000)" "$vrings" "$1: has its vrings"
	dumps "$1" "$2" command_to "$2" crash
}

life secure "$secure" teeproc-tcm.signed
# those of the crash before are not shown for this one
[ $registers = read ] || dumps claimed "$secure" claim_crash "$secure"
[ -z "$direct" ] || life direct "$direct" teeproc-sram.elf
ok 'at last: the first still echoes' echo_test "$secure" 100 3
for core in $secure $direct; do
	is "$(core_stop "$core")" 0 "$core: stops"
	is "$(core_set "$core" coredump disabled)" 0 "$core: no core dumps"
done

is "$(core_start "$secure" teeproc-two.signed)" 0 'two files: start'
ok 'two files: echo' echo_test "$secure" 100 4
is "$(core_stop "$secure")" 0 'two files: stop'
# of another kind; the others run on it as on their own
is "$(core_start "$secure" teeproc-other.signed)" EKEYREJECTED \
	'firmware for another kind of core is refused'
if [ -n "$direct" ]; then
	is "$(core_start "$direct" teeproc-bad-machine.elf)" ENOEXEC \
		'firmware of another machine is refused in direct mode'
fi
unchanged 'nothing left' /tmp/snapshot.first

done_testing
