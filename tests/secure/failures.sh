# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# Point 6: whatever fails on the way of a start, its errno is told, nothing is left
# behind, in no memory either, Linux says offline and the TEE off, and the next
# start is one of the file that it is told to start. Each command to the TEE fails
# in turn, each request of the TEE to the SoC, each allocation of the drivers.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

fw=teeproc-sram.signed
# If the TEE had the first one still, that would be started in its place.
other=teeproc-tcm.signed
load_hooks
core=$(core_of "$core0_name") || bailoutput "no core $core0_name"
device=/sys/bus/platform/drivers/teeproc_rproc

# The first line of what the TEE has measured, or that there is nothing
measured() {
	rprocctl measurement "$core0_name" 2>&1 | head -n 1
}

tee_is_off() {
	_measured=$(measured)
	[ "$_measured" = "rprocctl: $core0_name: no firmware is loaded" ] && in_reset 0 ||
		{ echo "the TEE has: $_measured"; return 1; }
}

# Both what Linux sees of it and what only the SoC does
memories_are_zero() {
	physmem zero $sram0 $sram_size || return 1
	_bytes=$(private_nonzero 0) && [ "$_bytes" = 0 ] ||
		{ echo "private memories: $_bytes bytes are not 0"; return 1; }
}

# runs FIRMWARE MEASUREMENT: that and no other, and stops
runs() {
	_errno=$(core_start "$core" "$1")
	[ "$_errno" = 0 ] && state_is "$core" running ||
		{ echo "the next start: $_errno"; return 1; }
	_measured=$(measured)
	[ "$_measured" = "$2" ] || { echo "it runs $_measured"; return 1; }
	_errno=$(core_stop "$core")
	[ "$_errno" = 0 ] || { echo "its stop: $_errno"; return 1; }
}

# in a row, so that the first thing wrong is told; what the other one leaves behind
# is told by the next
clean_and_another() {
	left_nothing "$core" && tee_is_off && memories_are_zero &&
		runs $other "$other_measured"
}

# once, so that what is allocated for good is
is "$(core_start "$core" $other)" 0 'the other file starts'
other_measured=$(measured)
core_stop "$core" >/dev/null
is "$(core_start "$core" $fw)" 0 'the file starts'
fw_measured=$(measured)
not_ok 'they are told apart' [ "$fw_measured" = "$other_measured" ]
not_ok 'while it runs the TEE is not off' tee_is_off
not_ok 'and its memories are not zero' memories_are_zero
core_stop "$core" >/dev/null
remember first
ok 'after its stop all is as it has to be after a failure' clean_and_another

# fail_each NAME ARM WAITS WHAT LEAST ERRNO: arms the K-th failure with "ARM K" for
# every K that a start comes to; WAITS tells that it has not come to it; WHAT says
# which one it was; at least LEAST of them must there be; the start ends with ERRNO.
fail_each() {
	_what=$1
	_arm=$2
	_waits=$3
	_which=$4
	_least=$5
	_want=$6
	k=0
	while [ $k -lt 100 ]; do
		k=$((k + 1))
		$_arm $k
		log_mark
		errno=$(core_start "$core" $fw)
		if $_waits; then
			$_arm 0
			is "$errno" 0 "$_what: a start takes $((k - 1)) of them"
			core_stop "$core" >/dev/null
			break
		fi
		which=$($_which)
		is "$errno" "$_want" "$_what: $k, $which: the start fails with $_want" ||
			core_stop "$core" >/dev/null
		case $which in
		memremap*)
			ok "$_what: $k, $which: the log says why" log_has "can't map"
			;;
		esac
		ok "$_what: $k, $which: off, nothing left in any memory, another one starts" \
			clean_and_another
	done
	[ $((k - 1)) -ge "$_least" ] && [ $k -lt 100 ]
	tap_result $? "$_what: $((k - 1)) of them, at least $_least"
	ok "$_what: and nothing is left of the last start" left_nothing "$core"
}

# --- commands to the TEE

arm_tee() {
	hook_set fail_tee "$1"
}

tee_waits() {
	[ "$(hook fail_tee)" != 0 ]
}

which_tee() {
	case $(hook tee_command) in
	1) echo load ;;
	2) echo start ;;
	4) echo 'resource table' ;;
	*) echo "command $(hook tee_command)" ;;
	esac
}

tee_commands() {
	hook_set tee_lost 0
	hook_set tee_result $tee_generic
	fail_each 'point 6: TEE answers an error' arm_tee tee_waits which_tee 4 EIO
	hook_set tee_result $tee_security
	fail_each 'point 6: TEE refuses' arm_tee tee_waits which_tee 4 EKEYREJECTED
	# the TEE has done it, but the answer does not come back
	hook_set tee_result $tee_communication
	hook_set tee_lost 1
	fail_each "point 6: TEE's answer is lost" arm_tee tee_waits which_tee 4 ECOMM
	hook_set tee_lost 0
}

# --- requests of the TEE to the SoC

arm_soc() {
	inject "$1" $soc_reason $any_verb
}

which_soc() {
	echo request
}

soc_requests() {
	soc_reason=$inject_io
	fail_each 'point 6: SoC fails' arm_soc injection_waits which_soc 4 EIO
}

# a damaged line is sent again, and nobody above notices
soc_naks() {
	k=0
	while [ $k -lt 100 ]; do
		k=$((k + 1))
		inject $k $inject_nak
		errno=$(core_start "$core" $fw)
		_now=$(core_get "$core" state)
		core_stop "$core" >/dev/null
		injection_waits && break
		is "$errno $_now" '0 running' "SoC does not understand request $k: sent again"
	done
	inject 0 0
	[ $k -gt 4 ] && [ $k -lt 100 ]
	tap_result $? "SoC does not understand: $((k - 1)) requests"
}

# --- allocations

arm_alloc() {
	[ "$1" = 0 ] || hook_set alloc_failed -
	hook_set fail_alloc "$1"
}

alloc_waits() {
	[ "$(hook fail_alloc)" != 0 ]
}

which_alloc() {
	hook alloc_failed
}

allocations() {
	hook_set armed 1
	fail_each 'point 6: no memory' arm_alloc alloc_waits which_alloc 12 ENOMEM
	hook_set armed 0
}

core_allocations() {
	hook_set armed 2
	fail_each 'point 6: no memory for the core' arm_alloc alloc_waits which_alloc 4 ENOMEM
	hook_set armed 0
}

# --- the same for the driver's probe

bound() {
	[ -e $device/remoteproc-0 ]
}

# The remote processor's number grows with each probe that gets so far
rebind() {
	write-errno $device/bind remoteproc-0
}

probe_allocations() {
	echo remoteproc-0 >$device/unbind
	remember unbound
	hook_set armed 5 # the core's device_add(), too, after which it gives back too much
	k=0
	while [ $k -lt 100 ]; do
		k=$((k + 1))
		hook_set fail_alloc $k
		errno=$(rebind)
		if [ "$(hook fail_alloc)" != 0 ]; then
			hook_set fail_alloc 0
			is "$errno" 0 "point 6: a probe takes $((k - 1)) allocations"
			break
		fi
		[ "$errno" = ENOMEM ] && ! bound && holds unbound >/tmp/held.diff
		tap_result $? "point 6: probe without memory: $k, $(hook alloc_failed): ENOMEM, holds nothing" ||
			diag "$errno, $(cat /tmp/held.diff)"
		bound && echo remoteproc-0 >$device/unbind
	done
	hook_set armed 0
	core=$(core_of "$core0_name")
	ok 'point 6: after all of them it starts' starts_again "$core" $fw
	ok 'point 6: and holds what it held' holds first
}

# --- a virtio device whose probe fails, of which a stock core does not know

virtio_probe() {
	hook_set armed 8
	arm_alloc 1
	_got="$(core_start "$core" $fw) $(core_get "$core" state)"
	if core_is_fixed; then
		is "$_got" 'ENODEV offline' 'virtio probe without memory: the start fails'
	else
		is "$_got" '0 running' \
			'virtio probe without memory: the core starts it all the same'
	fi
	like "$(which_alloc)" 'rproc_virtio_probe in *' 'that probe failed'
	hook_set armed 0
	core_is_fixed || is "$(core_stop "$core")" 0 'it stops'
	ok 'nothing is left, and it starts' clean_and_alive "$core" $fw
}

tee_commands
can_inject && soc_requests
can_inject && soc_naks
allocations
core_allocations
virtio_probe
probe_allocations

done_testing
