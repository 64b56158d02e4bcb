# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# A device tree that describes what can't work: refused in the probe, with a
# sentence that names it, and not tried again for ever.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

platform=/sys/bus/platform/drivers/teeproc_rproc

not_deferred() {
	! grep "$1" /sys/kernel/debug/devices_deferred
}

boot_log_has() {
	dmesg | grep -q "$1"
}

# refused ID PATTERN NAME
refused() {
	not_ok "$3: no driver when the board has booted" [ -e "$platform/remoteproc-$1" ]
	ok "$3: not deferred" not_deferred "remoteproc-$1"
	ok "$3: the log says so" boot_log_has "remoteproc-$1: $2"
	log_mark
	is "$(write-errno $platform/bind "remoteproc-$1")" EINVAL "$3: EINVAL"
	ok "$3: the log says so again" log_has "remoteproc-$1: $2"
}

refused 0 'teeproc,tee: 00000000-1111-2222-3333-444444444444 is no Trusted Application' \
	'an application that nobody knows'
refused 1 '.*memory region firmware has no no-map' 'a memory that is Linux'\'' own'
refused 2 'teeproc,tee: no node, or no id' 'an application without an id'
refused 3 "teeproc,tee: the node's compatible is no UUID" 'what is no application'
refused 4 '.*memory-region 0 has no name' 'memories without names'
refused 5 '.*two memory regions are called vdev0vring0' 'two memories of one name'
ok 'no remote processor' [ -z "$(ls /sys/class/remoteproc)" ]

done_testing
