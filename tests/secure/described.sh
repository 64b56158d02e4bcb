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

# refused DEVICE PATTERN NAME [ERRNO]
refused() {
	not_ok "$3: no driver when the board has booted" [ -e "$platform/$1" ]
	ok "$3: not deferred" not_deferred "$1"
	ok "$3: the log says so" boot_log_has "$1: $2"
	log_mark
	is "$(write-errno $platform/bind "$1")" "${4:-EINVAL}" "$3: ${4:-EINVAL}"
	ok "$3: the log says so again" log_has "$1: $2"
}

refused remoteproc-0 'teeproc,tee: 00000000-1111-2222-3333-444444444444 is no Trusted Application' \
	'an application that nobody knows'
refused remoteproc-1 '.*memory region firmware has no no-map' 'a memory that is Linux'\'' own'
refused remoteproc-2 'teeproc,tee: no node, or no id' 'an application without an id'
refused remoteproc-3 "teeproc,tee: the node's compatible is no UUID" 'what is no application'
refused remoteproc-4 '.*memory region 0 has no name in memory-region-names' 'memories without names'
refused remoteproc-5 '.*two memory regions are called vdev0vring0' 'two memories of one name'
refused 60e00000.remoteproc '.*memory region 0 has no name in reg-names' \
	'memory by reg without a name'
refused 50000000.remoteproc '.*memory region firmware, .*, is in use' \
	'memory by reg that is Linux'\'' own' EBUSY
refused 9100000.remoteproc '.*memory region firmware, .*, is not in dma-ranges' \
	'memory that the core does not reach'
refused 9201000.remoteproc '.*memory region firmware, .*, is not in dma-ranges' \
	'memory that the core reaches half of'
ok 'no remote processor' [ -z "$(ls /sys/class/remoteproc)" ]

done_testing
