# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# What a mailbox controller takes for a message, and gives as one: the value itself
# (core 0), a pointer to 32 bits with it in the upper half (core 1). One channel
# serves all virtqueues, so the received value counts. The controller is
# hooks/test_mbox.c; the firmware hears of its kicks from the test.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

mbox=/sys/module/teeproc_test_mbox/parameters
fw=teeproc-sram.elf

# ring CORE: what the controller does not do, a kick that the firmware sees
ring() {
	_bar=/sys/bus/pci/devices/0000:00:0$(($1 + 1)).0/resource
	read -r _start _ <"$_bar"
	physmem --file "${_bar}0" set $(((_start & 4095) + 12)) 0x10000
}

announced() {
	trace_has "$1" 'channel .* announced'
}

# messages ID POINTERS VQ1 NAME: VQ1 is the message for virtqueue 1
messages() {
	core=$(core_of "m4-$1") || bailoutput "no core m4-$1"
	echo "$2" >$mbox/pointers
	echo 0 >$mbox/sent
	echo 99 >$mbox/last
	is "$(core_start "$core" $fw)" 0 "$4: starts"
	ok "$4: virtqueue 0 was kicked" [ "$(cat $mbox/sent)" -gt 0 ]
	is "$(cat $mbox/last)" 0 "$4: by its message"
	ring "$1"
	ok "$4: the firmware has a message for virtqueue 0" wait_for 10 announced "$core"
	echo "$1 $3" >$mbox/receive
	usleep 300000
	ok "$4: what is received for virtqueue 1 is not for 0" has_no_rpmsg "$core"
	echo "$1 0x77770000" >$mbox/receive
	echo "$1 0x7777" >$mbox/receive
	echo "$1 0x0" >$mbox/receive
	ok "$4: what is received for virtqueue 0 is" wait_for 10 rpmsg_of "$core"
	echo 99 >$mbox/last
	ok "$4: sends" eval 'echo a message >"$(rpmsg_of "$core")"'
	is "$(cat $mbox/last)" $(($3)) "$4: virtqueue 1 was kicked by its message"
	is "$(core_stop "$core")" 0 "$4: stops"
}

not_ok 'without the mailbox no remote processor' core_of m4-0
modprobe teeproc_test_mbox
ok 'with it there are both' eval 'wait_for 10 core_of m4-0 && wait_for 10 core_of m4-1'
messages 0 0 0x1 'the value itself'
messages 1 1 0x10000 'the upper half'

done_testing
