# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# xlnx-versal-virt from boot to stop: what has to hold before any other suite is worth
# its time there.

# shellcheck source=tests/board/lib.sh
. /tests/lib.sh

fw=teeproc-tcm.signed
core=remoteproc0

runs_again() {
	is "$(core_start $core $fw)" 0 "$1: the next start"
	ok "$1: ... echoes" echo_test $core 20 3
	is "$(core_stop $core)" 0 "$1: ... and stops"
}

boot() {
	ok 'the machine is a Versal' grep -q xlnx-versal-virt /proc/device-tree/compatible
	ok 'OP-TEE has come up' sh -c 'dmesg | grep -q "optee: initialized driver"'
	ok 'there is a remote processor' wait_for 10 test -e /sys/class/remoteproc/$core
	is "$(core_get $core state)" offline 'it is offline'
}

life() {
	is "$(core_start $core $fw)" 0 'it starts'
	is "$(core_get $core state)" running 'it runs'
	ok 'its trace has its first line' wait_for 10 trace_has $core \
		'teeproc sample firmware, tcm layout, is up'
	ok 'it echoes 1,000 messages of 1 to 496 bytes' echo_test $core 1000 1
	diag "$output"
	is "$(command_to $core vring 5000)" 'vring 21c00000 21c08000' \
		'the loaded table has the addresses of the vrings'
	is "$(core_stop $core)" 0 'it stops'
	is "$(core_get $core state)" offline 'it is offline again'
	ok 'its channel has gone' wait_for 5 has_no_rpmsg $core
}

refused() {
	is "$(core_start $core bad-tampered-tcm-last.signed)" EKEYREJECTED \
		'an image with a byte changed is refused'
	is "$(core_get $core state)" offline 'and leaves it offline'
	runs_again 'after a refusal'
}

crash() {
	is "$(core_start $core $fw)" 0 'crash: it starts'
	wait_for 10 rpmsg_of $core
	before=$(times_up $core)
	ok 'crash: it takes the command' command_to $core crash
	took=$(recovers $core "$before")
	tap_result $? 'crash: it comes up again' || diag "$(trace_of $core)"
	diag "recovery in ${took}0 ms"
	ok 'crash: it echoes again' echo_test $core 100 2
	wait_for 10 rpmsg_of $core
	command_to $core hang
	is "$(core_stop $core)" 0 'one that hangs stops'
	runs_again 'after a hang'
}

# what root of Linux does not reach, by the names of docs/versal.md; the shim tells the
# secure world's log, where smoke.t looks for the first two
isolation() {
	is "$(devmem 0x21000000 32 | cut -c 1-2)" 0x 'devmem reads what it may'
	while read -r address name; do
		not_ok "root does not read $name" devmem "$address" 32
		not_ok "root does not write to $name" devmem "$address" 32 2
	done <<-END
		0xff5e0300 the reset register
		0x00000000 the code
		0x20000000 the data
		0x60000000 OP-TEE
		0xfffc0000 the shim
		0xfffe0000 TF-A
		0xf1240000 the fuses' controller
		0xf1250400 the fuses
		0xff010000 the secure world's UART
		0xffa80000 a DMA channel
		0xff0c0000 an Ethernet controller
		0xf1040000 an SD controller
		0xf1011000 the OSPI's DMA
		0xa0000000 a virtio device
	END
	is "$(core_get $core state)" offline 'and the core is where it was'
}

boot
isolation
life
refused
crash
done_testing
