# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
# shellcheck disable=SC2034 # the suites read them
#
# The virtual board, for suites that run on others, too (tests/versal/board.sh): names
# of the cores, where Linux sees their memory, and what the SoC tells and does when a
# test asks it to. To be sourced after lib.sh.

# names at Linux; platform devices are remoteproc-0 and remoteproc-1
core0_name=m4-0
core1_name=m4-1
core_kind=Cortex-M4
# the first core's, of 16 MiB; the second's lies behind it
sram0=0x60000000
# where the core has it, and where its own code is
sram_da=0x21000000
code_da=0x0
# what the firmware tells of its vrings, and of a fault; the crashes that it can have
vrings='vring 21c00000 21c08000'
fault_line='HardFault: pc 21000'
crashes='crash watchdog lockup'
# the SoC reads them, of any core that stands still
registers=read

# --- the mailbox's registers, include/teeproc/mailbox.h

# register CORE OFFSET [VALUE]
register() {
	_bar=/sys/bus/pci/devices/0000:00:0$(($1 + 1)).0/resource2
	if [ -n "$3" ]; then
		physmem --file "$_bar" set "$2" "$3"
	else
		echo $((0x$(physmem --file "$_bar" get "$2")))
	fi
}

# in_reset CORE: as the SoC says
in_reset() {
	[ "$(register "$1" 0x1c)" = 0 ]
}

# the SoC fails where a test wants it to
can_inject() {
	true
}

inject_io=9
inject_silence=0x100
inject_nak=0x101
any_verb=0xffffffff
# verbs in the order of control_port.h
verb_raise=2
verb_start=7
verb_stop=8

# inject NTH REASON [VERB]: the NTH request to the SoC from now on
inject() {
	register 0 0x44 "${3:-$any_verb}"
	register 0 0x48 "$2"
	register 0 0x40 "$1"
}

injection_waits() {
	[ "$(register 0 0x40)" != 0 ]
}

requests() {
	register 0 0x4c
}

# microseconds that the SoC has spent on all requests
request_us() {
	register 0 0x54
}

# bytes of the core's private memories that are not 0, as the SoC counts them
private_nonzero() {
	_bar=/sys/bus/pci/devices/0000:00:0$(($1 + 1)).0/resource2
	physmem --file "$_bar" set 0x50 0xffffffff
	# BAR0 is smaller than a page, and what is mapped is the whole page
	read -r _start _ <"${_bar%2}"
	# vector 2 at the peer that is the SoC
	physmem --file "${_bar%2}0" set $(((_start & 4095) + 12)) 0x10002
	wait_for 10 private_counted "$1" || return 1
	register "$1" 0x50
}

private_counted() {
	[ "$(register "$1" 0x50)" != 4294967295 ]
}

# open_host: for to_host, before anything else
open_host() {
	modprobe -a virtio_pci 9pnet_virtio 9p
	mkdir -p /share
	mount -t 9p -o trans=virtio,version=9p2000.L share /share
}

# to_host FILE: to the folder that --share names
to_host() {
	cp "$1" /share
}
