# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# What a mailbox controller takes for a message, and gives as one: the value itself
# (core 0), a pointer to 32 bits with it in the upper half (core 1). One channel
# serves all virtqueues, so the received value counts. And what comes at the wrong time:
# kicks, a crash that is told when the one before is not done with, the word that the
# firmware has ended. The controller is hooks/test_mbox.c; the firmware hears of its
# kicks from the test. Core 0 is the TEE's, core 1 in direct mode.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

mbox=/sys/module/teeproc_test_mbox/parameters

# ring CORE: what the controller does not do, a kick that the firmware sees
ring() {
	_bar=/sys/bus/pci/devices/0000:00:0$(($1 + 1)).0/resource
	read -r _start _ <"$_bar"
	physmem --file "${_bar}0" set $(((_start & 4095) + 12)) 0x10000
}

announced() {
	trace_has "$1" 'channel .* announced'
}

# messages ID POINTERS VQ0 VQ1 NONE NAME: what is the message for virtqueues 0 and 1,
# and what for none
messages() {
	core=$(core_of "m4-$1") || bailoutput "no core m4-$1"
	fw=teeproc-sram.$([ "$1" = 0 ] && echo signed || echo elf)
	echo "$2" >$mbox/pointers
	echo 0 >$mbox/sent
	echo 99 >$mbox/last
	log_mark
	is "$(core_start "$core" $fw)" 0 "$6: starts"
	ok "$6: each virtqueue has a look at first" wait_for 5 all_look
	ok "$6: virtqueue 0 was kicked" [ "$(cat $mbox/sent)" -gt 0 ]
	is "$(cat $mbox/last)" 0 "$6: by its message"
	ring "$1"
	ok "$6: the firmware has a message for virtqueue 0" wait_for 10 announced "$core"
	log_mark
	for message in $4 $5; do
		echo "$1 $message" >$mbox/receive
	done
	wait_for 10 looks 1
	usleep 300000
	ok "$6: what is received for virtqueue 1, or none, is not for 0" has_no_rpmsg "$core"
	is "$(log_since_mark | grep -c 'kick without a message in vq1$')" 1 \
		"$6: virtqueue 1 had a look, once"
	echo "$1 $3" >$mbox/receive
	ok "$6: what is received for virtqueue 0 is" wait_for 10 rpmsg_of "$core"
	echo 99 >$mbox/last
	ok "$6: sends" eval 'echo a message >"$(rpmsg_of "$core")"'
	is "$(cat $mbox/last)" $(($4)) "$6: virtqueue 1 was kicked by its message"
	no_room "$6"
	is "$(core_stop "$core")" 0 "$6: stops"
	log_mark
	echo "$1 $3" >$mbox/receive
	usleep 300000
	not_ok "$6: nobody has a look any more" looks 0
}

# looks VQ
looks() {
	log_has "kick without a message in vq$1\$"
}

all_look() {
	looks 0 && looks 1
}

# no_room NAME: more kicks than the kernel keeps for a controller that takes none
no_room() {
	log_mark
	echo 1 >$mbox/busy
	n=0
	while [ $n -lt 30 ]; do
		n=$((n + 1))
		echo a message >"$(rpmsg_of "$core")"
	done
	echo 0 >$mbox/busy
	not_ok "$1: kicks for which there is no room are no error" log_has "can't kick"
	echo 0 >$mbox/sent
	echo a message >"$(rpmsg_of "$core")"
	ok "$1: then there is room again" [ "$(cat $mbox/sent)" -gt 0 ]
}

# Of core 1 nobody tells that its firmware has ended when it is stopped, but somebody did
# before
ended_before() {
	core=$(core_of m4-1)
	echo 1 >$mbox/pointers
	is "$(core_start "$core" teeproc-sram.elf)" 0 'ended before: starts'
	echo '3 0' >$mbox/receive
	log_mark
	is "$(core_stop "$core")" 0 'ended before: stops'
	ok 'ended before: that does not count' log_has 'has not ended by itself'
}

# A kick that came while Linux slept: nobody tells of it
asleep() {
	core=$(core_of m4-0)
	echo 0 >$mbox/pointers
	is "$(core_start "$core" teeproc-sram.signed)" 0 'a kick in its sleep: starts'
	ring 0
	ok 'a kick in its sleep: there is a message' wait_for 10 announced "$core"
	ok 'a kick in its sleep: not seen' has_no_rpmsg "$core"
	ok 'a kick in its sleep: Linux sleeps, and wakes up' sleep_for 2
	ok 'a kick in its sleep: then it is' wait_for 10 rpmsg_of "$core"
	is "$(core_stop "$core")" 0 'a kick in its sleep: stops'
}

# A second is told before the recovery has stopped what has crashed: that is of the
# firmware that has gone
crashes() {
	core=$(core_of m4-0)
	echo 0 >$mbox/pointers
	is "$(core_start "$core" teeproc-sram.signed)" 0 'two crashes: starts'
	ups=$(times_up "$core")
	log_mark
	hook_set hold $command_stop
	echo '2 0' >$mbox/receive
	ok 'two crashes: the recovery is under way' wait_for 20 command_waits
	echo '2 0' >$mbox/receive
	hook_set hold 0
	ok 'two crashes: recovers' wait_for 60 up_again "$ups"
	usleep 300000
	is "$(times_up "$core") $(log_since_mark | grep -c 'crash detected')" \
		"$((ups + 1)) 1" 'two crashes: once'
	echo '2 0' >$mbox/receive
	ok 'two crashes: the next is heard' wait_for 60 up_again $((ups + 1))
	is "$(core_stop "$core")" 0 'two crashes: stops'
}

up_again() {
	[ "$(times_up "$core")" -gt "$1" ] && state_is "$core" running
}

not_ok 'without the mailbox no remote processor' core_of m4-0
modprobe teeproc_test_mbox
ok 'with it there are both' eval 'wait_for 10 core_of m4-0 && wait_for 10 core_of m4-1'
load_hooks
echo 'func vq_work +p' >/proc/dynamic_debug/control # each look that finds nothing
messages 0 0 0x0 0x1 '0x7777 0x77770000' 'the value itself'
messages 1 1 0x7777 0x10000 0x77770000 'the upper half'
ended_before
asleep
crashes

done_testing
