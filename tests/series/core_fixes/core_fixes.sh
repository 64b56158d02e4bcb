#!/bin/busybox sh
# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# What the fixes of the series mend in the remoteproc core, a test for each, named
# after its folder in series/patches. The remote processors are those of a module,
# teeproc_core_fixes, so neither a driver nor a TEE has a part in it.

# shellcheck source=tests/board/lib.sh
. /tests/lib.sh

test=/sys/module/teeproc_core_fixes/parameters/test

# wrong TEST: runs it; prints what was not as it should be
wrong() {
	echo "$1" >$test && sed '/^$/d' $test
}

# right TEST NAME
right() {
	is "$(wrong "$1" 2>&1)" '' "$1: $2"
}

# The recovery that is tried again and the stop are the user's
failed_recovery() {
	wrong failed-recovery
	core=$(core_of core-fixes) || return
	echo "$(core_get "$core" state)"
	echo recover >"/sys/class/remoteproc/$core/recovery"
	echo "$(core_get "$core" state)"
	echo stop >"/sys/class/remoteproc/$core/state"
	echo "$(core_get "$core" state)"
	wrong failed-recovery-end
}

mapped() {
	mappings | grep 'phys=0x0*c000000 '
}

mkdir -p /lib/firmware
echo 'a firmware of no bytes that matter' >/lib/firmware/core_fixes.bin
modprobe teeproc_core_fixes || bailoutput 'the module can not be loaded'

right attach-work 'the attach work ends with the remote processor'
right crash-relax 'the system may sleep after a second crash'
right crash-detached 'a remote processor that is detached is not recovered'
right clean-table 'the clean table is forgotten when it is freed'
right subdevices-once 'subdevices are stopped once'
is "$(failed_recovery 2>&1)" 'crashed
running
offline' 'failed-recovery: crashed, can be recovered again and stopped'
right failed-attach-state 'what an attachment has stopped is offline'
right failed-attach-table 'an attachment that fails leaves the table as it was'
right failed-parse 'a prepare or parse_fw that fails leaves nothing'
right virtio-probe 'a boot fails with its virtio device'
is "$(wrong virtio-buffer 2>&1; mapped)" '' 'virtio-buffer: the buffer is released without memory for the device'
right add-reference 'rproc_add() that fails takes no reference away'
right delete-stops 'rproc_del() stops it'
ok 'the module can go' rmmod teeproc_core_fixes
not_ok 'no remote processor is left' core_of core-fixes

done_testing
