#!/bin/busybox sh
# SPDX-License-Identifier: BSD-2-Clause
#
# rprocctl and what the kernel answers to it, on a core in direct mode.

# shellcheck source=lib.sh
. /tests/lib.sh

core=$(core_of m4-0) || bailoutput 'no core m4-0'

# refused STATUS REASON ARGUMENT...
refused() {
	want=$1
	reason=$2
	shift 2
	rprocctl "$@" >/dev/null 2>/tmp/err
	is $? "$want" "rprocctl $*: exit status $want"
	like "$(cat /tmp/err)" "$reason" "rprocctl $*: says why"
}

followed() {
	[ "$(grep -c 'is up' /tmp/follow)" = "$1" ]
}

line() {
	rprocctl list | grep m4-0 | tr -s ' '
}

is "$(rprocctl list | wc -l)" 2 'list: both cores'
like "$(rprocctl --json list)" '*"name": "m4-0", "state": "offline"*' \
	'list --json'
is "$(rprocctl state m4-0)" offline 'state'
ok 'start' rprocctl start m4-0 teeproc-sram.elf
is "$(rprocctl state m4-0)" running 'running'
is "$(line)" "$core m4-0 running teeproc-sram.elf" 'list: running'
ok 'its channel comes' wait_for 10 rpmsg_of "$core"
like "$(rprocctl log m4-0)" 'teeproc sample firmware*is up*' 'log'

rprocctl --follow log m4-0 >/tmp/follow &
follower=$!
ok 'log --follow prints what is there' wait_for 30 followed 1
refused 1 "rprocctl: m4-0: can't start: it is running" start m4-0
refused 1 "rprocctl: m4-0: can't start: it is running" start m4-0 other.elf
refused 1 "rprocctl: m4-0: can't set firmware*" firmware m4-0 other.elf
refused 1 "rprocctl: m4-0: can't detach: *" detach m4-0
# each run writes the same words as the one before, and a recovery is quick
for runs in 2 3 4; do
	ok 'its channel is there' wait_for 10 rpmsg_of "$core"
	before=$(times_up "$core")
	command_to "$core" crash
	ok 'a crash is recovered from' wait_for 20 came_up_again "$core" "$before"
	ok 'log --follow lives on with it' wait_for 30 followed $runs
done
kill $follower

ok 'recovery disabled' rprocctl recovery m4-0 disabled
is "$(rprocctl recovery m4-0)" disabled 'recovery'
ok 'recovery enabled' rprocctl recovery m4-0 enabled
refused 1 "rprocctl: m4-0: can't set recovery*" recovery m4-0 maybe
ok 'coredump' rprocctl coredump m4-0
refused 1 "rprocctl: m4-0: can't set coredump*" coredump m4-0 maybe
# what it has beside its state
like "$(rprocctl table m4-0)" \
	'*trace trace0: da 0x*vdev rpmsg: *status 0x7 ACKNOWLEDGE DRIVER DRIVER_OK*vring 0: *vring 1: *' \
	'table: in words'
like "$(rprocctl --json table m4-0)" '*"type": "vring", "number": 1, *"num": *' 'table --json'
like "$(rprocctl channels m4-0)" 'rpmsg-raw *0x400 *rpmsg_chrdev */dev/rpmsg[0-9]' \
	'channels'
is "$(rprocctl channels m4-1)" '' 'channels: another core has none'
ok 'ping' rprocctl ping m4-0 -c 20 -i 0
like "$(rprocctl ping m4-0 -c 5 -i 0 --size 496 --json)" \
	'*"size": 496, "sent": 5, "received": 5, "wrong": 0, "lost": 0,*' 'ping: the largest'
raw=$(echo /sys/bus/rpmsg/drivers/rpmsg_chrdev/*rpmsg-raw*)
raw=${raw##*/}
echo "$raw" >/sys/bus/rpmsg/drivers/rpmsg_chrdev/unbind
like "$(rprocctl channels m4-0)" 'rpmsg-raw *0x400 *- *-' 'channels: without a driver'
before=$(ls /sys/class/rpmsg)
ok 'ping: by an endpoint of its own' rprocctl ping m4-0 -c 3 -i 0
is "$(ls /sys/class/rpmsg)" "$before" 'which is gone afterwards'
echo "$raw" >/sys/bus/rpmsg/drivers/rpmsg_chrdev/bind
rprocctl --json watch >/tmp/watch &
watcher=$!
ok 'watch prints what there is' wait_for 10 test -s /tmp/watch
rprocctl --json wait m4-0 offline >/tmp/waited &
waiter=$!
ok 'stop' rprocctl stop m4-0
is "$(rprocctl state m4-0)" offline 'offline'
wait $waiter
is $? 0 'wait has seen it'
like "$(cat /tmp/waited)" '{*"name": "m4-0", "state": "offline"*}' 'wait --json'
ok 'watch has seen it' wait_for 10 grep -q '"name": "m4-0", "state": "offline"' /tmp/watch
kill $watcher
refused 1 'rprocctl: m4-0: it has no rpmsg channel now' ping m4-0
refused 1 "rprocctl: m4-0: is offline, not running, after 0.1 s" \
	wait m4-0 running --timeout 0.1
refused 1 "rprocctl: m4-0: can't attach: it is offline" attach m4-0
refused 1 "rprocctl: m4-0: can't stop: not in its present state" stop m4-0

# a restart, whatever state it is in
ok 'restart, offline' rprocctl restart m4-0
is "$(rprocctl state m4-0)" running 'running'
before=$(times_up "$core")
ok 'restart, running, another firmware' rprocctl restart m4-0 teeproc-sram-64k.elf
is "$(line)" "$core m4-0 running teeproc-sram-64k.elf" 'list: the other one runs'
is "$(times_up "$core")" $((before + 1)) 'it was started once'
ok 'its channel is there' wait_for 10 rpmsg_of "$core"
rprocctl recovery m4-0 disabled
rprocctl coredump m4-0 enabled
refused 1 'rprocctl: m4-0: no core dump: it has not crashed lately' dump m4-0
command_to "$core" crash
ok 'it has crashed' rprocctl wait m4-0 crashed --timeout $((10 * slow))
ok 'restart, crashed' rprocctl restart m4-0 teeproc-sram.elf
is "$(line)" "$core m4-0 running teeproc-sram.elf" 'list: the first one runs'
mkdir /tmp/small && mount -t tmpfs -o size=16k none /tmp/small
refused 1 'rprocctl: /tmp/small/core: No space left on device; the core dump is still there' \
	dump m4-0 --out /tmp/small/core
is "$(ls /tmp/small)" '' 'dump: no part of a file is left'
umount /tmp/small
like "$(rprocctl dump m4-0 -o /tmp/m4.core)" '/tmp/m4.core: * bytes' 'dump'
is "$(dd if=/tmp/m4.core bs=1 skip=1 count=3 2>/dev/null)" ELF 'dump: it is an ELF file'
refused 1 'rprocctl: m4-0: no core dump: it has not crashed lately' dump m4-0
ok 'it echoes' echo_test "$core" 10 1
refused 1 "*can't start: there is no such firmware file*" \
	restart m4-0 teeproc-missing.elf
is "$(rprocctl state m4-0)" offline 'a restart without a firmware has stopped it'
rprocctl recovery m4-0 enabled
refused 1 'rprocctl: m4-0: it has no trace buffer now' log m4-0
refused 1 "*can't start: there is no such firmware file*" \
	start m4-0 teeproc-missing.elf
refused 1 "*can't start: the file is no firmware for this*" \
	start m4-0 teeproc-bad-machine.elf
refused 1 "*can't start: the firmware does not fit*" \
	start m4-0 teeproc-bad-outside.elf
refused 1 'rprocctl: m5: no such remote processor' state m5

done_testing
