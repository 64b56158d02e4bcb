# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# A receiver of rpmsg that answers, and waits for room to do so: that there is room
# is told by the other virtqueue, which nothing must keep from being heard. The
# firmware hears of its kicks, and Linux of the firmware's, from the test
# (hooks/test_mbox.c), so that the queue is full for as long as the test wants.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

fw=teeproc-sram.signed
mbox=/sys/module/teeproc_test_mbox/parameters
client=/sys/module/teeproc_test_rpmsg/parameters
buffers=256 # of each direction
flood=300

# what the controller does not do, a kick that the firmware sees
ring() {
	_bar=/sys/bus/pci/devices/0000:00:01.0/resource
	read -r _start _ <"$_bar"
	physmem --file "${_bar}0" set $(((_start & 4095) + 12)) 0x10000
}

# received VQ
received() {
	echo "0 0x$1" >$mbox/receive
}

# bring CONDITION...: the firmware's messages, until there is what they are to bring
bring() {
	ring
	_end=$(($(now_cs) + 1000 * slow))
	until "$@" >/dev/null 2>&1; do
		[ "$(now_cs)" -lt "$_end" ] || return 1
		received 0
		usleep 20000
	done
}

answered() {
	[ "$(cat $client/answered)" -ge "$1" ]
}

# full WHAT: from now on the receiver waits
full() {
	echo 0 >$client/answered
	echo $flood >$client/flood
	echo hello >$client/send
	ok "$1: the receiver answers" bring answered 200
	usleep 500000
	ok "$1: there is no room for all" \
		eval "[ \"\$(cat $client/answered)\" -le $buffers ]"
	received 0 # nothing comes of it: the receiver waits
}

modprobe teeproc_test_mbox
echo 0 >$mbox/pointers
wait_for 10 core_of m4-0
core=$(core_of m4-0) || bailoutput 'no core m4-0'
is "$(core_start "$core" $fw)" 0 'starts'
ok 'the firmware announces its channel' bring rpmsg_of "$core"

take_channel() {
	modprobe teeproc_test_rpmsg
	device=$(rpmsg_of "$core")
	device=/sys/class/rpmsg/${device#/dev/}
	channel=$(readlink -f "$device/..")
	while [ ! -e "$channel/driver_override" ] && [ "$channel" != / ]; do
		channel=$(dirname "$channel")
	done
	echo "${channel##*/}" >"$channel/driver/unbind"
	echo teeproc_test_rpmsg >"$channel/driver_override"
	echo "${channel##*/}" >/sys/bus/rpmsg/drivers/teeproc_test_rpmsg/bind
}
ok 'the receiver has the channel' take_channel

full 'room comes'
ring
usleep 300000
received 1
ok 'room comes: the receiver hears of it' wait_for 5 answered $flood
is "$(cat $client/result)" 0 'room comes: all is sent'
ok 'room comes: the firmware has all' bring [ "$(cat $client/answered)" = $flood ]

full 'no room comes'
is "$(core_stop "$core")" 0 'no room comes: it can be stopped'
ok 'no room comes: offline' state_is "$core" offline
is "$(core_start "$core" $fw)" 0 'no room comes: it starts again'
rmmod teeproc_test_rpmsg
ok 'no room comes: the firmware announces its channel' bring rpmsg_of "$core"
is "$(core_stop "$core")" 0 'no room comes: and stops'

done_testing
