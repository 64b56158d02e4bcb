#!/bin/busybox sh
# SPDX-License-Identifier: BSD-2-Clause
#
# The kernel's own rpmsg_client_sample and rpmsg_tty, as they are, on channels of the
# firmware: messages both ways, a recovery, and what is left when they go.

# shellcheck source=tests/board/lib.sh
. /tests/lib.sh

core=$(core_of m4-0) || bailoutput 'no core m4-0'
messages=100 # of the sample, by its own default

said() { # how often the kernel has said that
	dmesg | grep -c "$1"
}

goodbyes_are() {
	[ "$(said 'rpmsg_client_sample .*goodbye!')" = "$1" ]
}

# tty_echoes TEXT: what is written comes back
tty_echoes() {
	exec 3<>/dev/ttyRPMSG0 || return
	stty raw -echo <&3
	echo -n "$1" >&3
	got=$(dd bs=1 count=${#1} <&3 2>/dev/null)
	exec 3<&-
	[ "$got" = "$1" ]
}

ok 'rpmsg_client_sample loads' insmod /tests/modules/rpmsg_client_sample.ko
ok 'rpmsg_tty loads' insmod /tests/modules/rpmsg_tty.ko
is "$(core_start "$core" teeproc-sram-stock.elf)" 0 'the firmware starts'
ok 'the sample has sent its last message' wait_for 20 goodbyes_are 1
is "$(said 'rpmsg_client_sample .*incoming msg')" $messages 'and had an answer to each'
ok 'there is a terminal' wait_for 10 [ -c /dev/ttyRPMSG0 ]
ok 'it echoes' tty_echoes 'hello over a terminal'
ok 'it echoes more than one message' tty_echoes \
	"$(dd if=/dev/zero bs=1000 count=1 2>/dev/null | tr '\0' x)"
ok 'and the firmware its own channel' echo_test "$core" 20 1

up=$(times_up "$core")
command_to "$core" crash
ok 'it crashes and is recovered' recovers "$core" "$up"
ok 'recovered: the sample runs again' wait_for 20 goodbyes_are 2
ok 'recovered: a terminal is there' wait_for 10 [ -c /dev/ttyRPMSG0 ]
ok 'recovered: it echoes' tty_echoes 'again'

is "$(core_stop "$core")" 0 'the core stops'
ok 'the terminal has gone' [ ! -e /dev/ttyRPMSG0 ]
ok 'rpmsg_tty goes' rmmod rpmsg_tty
ok 'rpmsg_client_sample goes' rmmod rpmsg_client_sample
done_testing
