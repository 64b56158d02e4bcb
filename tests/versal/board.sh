# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
# shellcheck disable=SC2034 # the suites read them
#
# xlnx-versal-virt, for the suites of the virtual board (tests/secure/board.sh).

# as the platform device; there is one core
core0_name=remoteproc-0
core1_name=
core_kind=Cortex-R5F
sram0=0x21000000
sram_da=0x21000000
vrings='vring 21c00000 21c08000'
# those that its firmware has left: nobody reads them from outside
registers=left

# --- another master of the bus, tests/board/ta_test/bus_master.h

bus_master=0x22000800

# ask VERB: prints the answer
ask() {
	_request=$((((0x$(physmem get $bus_master) >> 8) + 1) << 8 | $1))
	physmem set $bus_master $_request
	wait_for 20 answers $_request || return 1
	echo $((0x$(physmem get $((bus_master + 8)))))
}

answers() {
	[ $((0x$(physmem get $((bus_master + 4))))) = "$1" ]
}

# bytes of the core's private memories that are not 0; there is one core
private_nonzero() {
	ask 1
}

# --- what a test can have the machine do: nothing

can_inject() {
	false
}

# in_reset 0: as the reset register says, which only the secure world reaches. It is
# asked by another client of the TEE (tests/secure/hooks).
in_reset() {
	echo state >"$hooks/other" && read -r _ _state <"$hooks/other_state" &&
		[ "$_state" = 0 ]
}

open_host() {
	true
}

# to_host FILE: in lines of the TAP, since nothing but the console leads there
to_host() {
	gzip -c "$1" | base64 | sed "s|^|# file ${1##*/} |"
}
