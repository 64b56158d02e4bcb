# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# What is the same for each kind of core: one in the TEE's charge and one in direct mode
# live and crash side by side, and their core dumps go to the host, where gdb opens them.

# shellcheck source=tests/board/lib.sh
. /tests/lib.sh
# shellcheck source=tests/secure/board.sh
. /tests/board.sh

modprobe -a virtio_pci 9pnet_virtio 9p
mkdir -p /share
mount -t 9p -o trans=virtio,version=9p2000.L share /share ||
	bailoutput 'no folder of the host'
secure=$(core_of "$core0_name") || bailoutput "no core $core0_name"
direct=$(core_of "$core1_name") || bailoutput "no core $core1_name"
snapshot >/tmp/snapshot.first

# crash NAME CORE: and comes up again, with a dump
crash() {
	before=$(times_up "$2")
	ok "$1: takes the command" command_to "$2" crash
	recovers "$2" "$before" >/tmp/took
	tap_result $? "$1: comes up again"
	ok "$1: a core dump" rprocctl dump "$(core_get "$2" name)" -o "/share/$1.core"
	ok "$1: echoes again" echo_test "$2" 100 2
}

# life NAME CORE FIRMWARE
life() {
	is "$(core_set "$2" coredump enabled)" 0 "$1: core dumps"
	is "$(core_start "$2" "$3")" 0 "$1: starts"
	like "$(trace_of "$2" | head -n 1)" 'teeproc sample firmware, * layout, is up' \
		"$1: the trace shows the firmware's line"
	ok "$1: echoes 1,000 messages" echo_test "$2" 1000 1
	is "$(command_to "$2" vring 5000)" "$vrings" "$1: has its vrings"
	crash "$1" "$2"
}

life secure "$secure" teeproc-tcm.signed
life direct "$direct" teeproc-sram.elf
ok 'both: the first still echoes' echo_test "$secure" 100 3
for core in "$secure" "$direct"; do
	is "$(core_stop "$core")" 0 "$core: stops"
	is "$(core_set "$core" coredump disabled)" 0 "$core: no core dumps"
done

is "$(core_start "$secure" teeproc-two.signed)" 0 'two files: start'
ok 'two files: echo' echo_test "$secure" 100 4
is "$(core_stop "$secure")" 0 'two files: stop'
# of another kind; the others run on it as on their own
is "$(core_start "$secure" teeproc-other.signed)" EKEYREJECTED \
	'firmware for another kind of core is refused'
is "$(core_start "$direct" teeproc-bad-machine.elf)" ENOEXEC \
	'firmware of another machine is refused in direct mode'
unchanged 'nothing left' /tmp/snapshot.first

done_testing
