# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# Point 6: whatever fails on the way of a start, nothing is left behind, the
# state is offline, and the next start works. Each command to the TEE fails in
# turn, each request of the TEE to the SoC, each allocation of the drivers.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

fw=teeproc-sram.signed
load_hooks
core=$(core_of m4-0) || bailoutput 'no core m4-0'
device=/sys/bus/platform/drivers/teeproc_rproc

# once, so that what is allocated for good is
starts_again "$core" $fw || bailoutput 'it does not start'
remember first

# fail_each NAME ARM WAITS WHAT LEAST: arms the K-th failure with "ARM K" for every
# K that a start comes to; WAITS tells that it has not come to it; WHAT says which
# one it was; at least LEAST of them must there be.
fail_each() {
	_what=$1
	_arm=$2
	_waits=$3
	_which=$4
	_least=$5
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
		[ "$errno" != 0 ]
		tap_result $? "$_what: $k, $which: the start fails ($errno)" ||
			core_stop "$core"
		case $which in
		memremap*)
			ok "$_what: $k, $which: the log says why" log_has "can't map"
			;;
		esac
		ok "$_what: $k, $which: offline, nothing left, starts again" \
			clean_and_alive "$core" $fw
	done
	[ $((k - 1)) -ge "$_least" ] && [ $k -lt 100 ]
	tap_result $? "$_what: $((k - 1)) of them, at least $_least"
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
	fail_each 'point 6: TEE answers an error' arm_tee tee_waits which_tee 4
	hook_set tee_result $tee_security
	fail_each 'point 6: TEE refuses' arm_tee tee_waits which_tee 4
	# the TEE has done it, but the answer does not come back
	hook_set tee_result $tee_communication
	hook_set tee_lost 1
	fail_each "point 6: TEE's answer is lost" arm_tee tee_waits which_tee 4
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
	fail_each 'point 6: SoC fails' arm_soc injection_waits which_soc 4
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
	fail_each 'point 6: no memory' arm_alloc alloc_waits which_alloc 12
	hook_set armed 0
}

core_allocations() {
	hook_set armed 2
	fail_each 'point 6: no memory for the core' arm_alloc alloc_waits which_alloc 4
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
	hook_set armed 1
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
	core=$(core_of m4-0)
	ok 'point 6: after all of them it starts' starts_again "$core" $fw
	ok 'point 6: and holds what it held' holds first
}

tee_commands
soc_requests
soc_naks
allocations
core_allocations
probe_allocations

done_testing
