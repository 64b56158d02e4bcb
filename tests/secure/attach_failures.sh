# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# Points 6 and 7 together: whatever fails on the way of an attachment, or when an
# attached firmware is to be stopped, nothing is left behind, the core's files
# can be read, and the next attach, stop or start works. It boots with SLUB's
# checks, for the copies of the table that the core frees.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

fw=teeproc-sram.signed
load_hooks
core=$(core_of "$core0_name") || bailoutput "no core $core0_name"
platform=/sys/bus/platform/drivers/teeproc_rproc
starts_again "$core" $fw || bailoutput 'it does not start'
remember first

table_now() {
	# shellcheck disable=SC2154 # from table.sh
	physmem read "$table_pa" "$table_size"
}

table_is_clean() {
	table_now >/tmp/table.now
	cmp /tmp/table.started /tmp/table.now
}

# Another client starts it, and the driver comes when it runs already
find_running() {
	echo remoteproc-0 >$platform/unbind
	echo "start $fw" >$hooks/other
	table_now >/tmp/table.started
	echo remoteproc-0 >$platform/bind
	core=$(core_of "$core0_name") || bailoutput "no core $core0_name after the bind"
	state_is "$core" detached || bailoutput 'it is not found running'
	remember detached
}

no_table() {
	grep -q 'No resource table' "/sys/kernel/debug/remoteproc/$core/resource_table"
}

# The state is detached, and all as it was found
left_as_found() {
	state_is "$core" detached || {
		echo "state: $(core_get "$core" state)"
		return 1
	}
	no_table || {
		echo 'there is a resource table'
		return 1
	}
	table_is_clean || return 1
	as_remembered detached
}

attaches() {
	_errno=$(core_start "$core")
	[ "$_errno" = 0 ] || {
		echo "attach: $_errno"
		return 1
	}
	state_is "$core" attached && echo_test "$core" 20 1
}

attaches_and_leaves() {
	attaches || return 1
	_errno=$(core_set "$core" state detach)
	[ "$_errno" = 0 ] || {
		echo "detach: $_errno"
		return 1
	}
	left_as_found
}

# The core's way back from its last step stops the firmware
left_stopped() {
	state_is "$core" offline || {
		echo "state: $(core_get "$core" state)"
		return 1
	}
	no_table && sram_is_zero && holds detached &&
		starts_again "$core" $fw
}

# --- what an attachment asks the TEE for

tee_commands() {
	find_running
	while read -r result lost errno; do
		hook_set tee_result "$result"
		hook_set tee_lost "$lost"
		hook_set fail_tee 1
		is "$(core_start "$core")" "$errno" \
			"attach: result $result, lost $lost: $errno"
		ok "attach: result $result, lost $lost: left as found" left_as_found
		ok "attach: result $result, lost $lost: attaches" attaches_and_leaves
	done <<-END
		$tee_generic 0 EIO
		$tee_security 0 EKEYREJECTED
		$tee_dead 0 EPIPE
		$tee_communication 1 ECOMM
		$tee_dead 1 EPIPE
	END
	hook_set tee_lost 0

	hook_set fail_tee 2
	is "$(core_start "$core")" 0 'attach: takes one command'
	hook_set fail_tee 0
	is "$(core_stop "$core")" 0 'attach: is stopped'
}

# --- what it needs memory for, in the drivers and in the core

allocations() {
	find_running
	hook_set armed 5
	k=0
	while [ $k -lt 40 ]; do
		k=$((k + 1))
		hook_set alloc_failed -
		hook_set fail_alloc $k
		errno=$(core_start "$core")
		if [ "$(hook fail_alloc)" != 0 ]; then
			hook_set fail_alloc 0
			is "$errno" 0 "attach: takes $((k - 1)) allocations"
			core_stop "$core" >/dev/null
			break
		fi
		which=$(hook alloc_failed)
		is "$errno" ENOMEM "attach without memory: $k, $which: ENOMEM"
		case $which in
		device_add*)
			ok "attach without memory: $k, $which: stopped, offline, starts" \
				left_stopped
			find_running
			;;
		*)
			ok "attach without memory: $k, $which: left as found" \
				left_as_found
			ok "attach without memory: $k, $which: attaches" \
				attaches_and_leaves
			;;
		esac
	done
	hook_set armed 0
	[ $k -gt 11 ] && [ $k -lt 40 ]
	tap_result $? "attach: $((k - 1)) allocations, at least 11"
}

# The last step fails and the TEE does not stop it either: it runs on
last_step_and_stop() {
	hook_set armed 5
	hook_set fail_alloc "$1"
	hook_set tee_result $tee_generic
	hook_set fail_tee 2
	is "$(core_start "$core")" ENOMEM "attach fails, and its stop: ENOMEM"
	like "$(hook alloc_failed)" 'device_add*' \
		'attach fails, and its stop: at the last step'
	is "$(hook fail_tee)" 0 'attach fails, and its stop: the stop, too'
	hook_set armed 0
	ok 'attach fails, and its stop: left as found' left_as_found
	# again, before the core has another copy of the table: it is freed once
	hook_set fail_tee 1
	is "$(core_start "$core")" EIO 'attach fails, and its stop: and fails again: EIO'
	ok 'attach fails, and its stop: and fails again: left as found' left_as_found
	ok 'attach fails, and its stop: attaches' attaches_and_leaves
}

# --- an attached one is to be stopped, and is not

# no_stop TIMES: attached, and so many stops fail
no_stop() {
	ok "attached, $1 stops fail: attaches" attaches
	hook_set tee_result $tee_generic
	n=0
	while [ $n -lt "$1" ]; do
		n=$((n + 1))
		hook_set fail_tee 1
		is "$(core_stop "$core")" EIO "attached, $1 stops fail: EIO"
		is "$(core_get "$core" state)" attached \
			"attached, $1 stops fail: attached"
		cat "/sys/kernel/debug/remoteproc/$core/resource_table" >/dev/null
	done
}

stops_fail() {
	find_running
	for times in 1 2; do
		no_stop $times
		is "$(core_stop "$core")" 0 "attached, $times stops fail: then stops"
		ok "attached, $times stops fail: holds nothing" holds detached
		ok "attached, $times stops fail: starts" starts_again "$core" $fw
		find_running

		no_stop $times
		is "$(core_set "$core" state detach)" 0 \
			"attached, $times stops fail: then detaches"
		ok "attached, $times stops fail, detached: holds nothing" holds detached
		ok "attached, $times stops fail, detached: attaches" attaches
		is "$(core_set "$core" state detach)" 0 \
			"attached, $times stops fail, detached: detaches again"
		ok "attached, $times stops fail, detached again: holds nothing" holds detached
	done
	# in a recovery
	cp /lib/firmware/$fw "/lib/firmware/rproc-$core0_name-fw"
	ok 'attached, crashes, the stop fails: attaches' attaches
	core_set "$core" recovery disabled >/dev/null
	command_to "$core" crash
	wait_for 60 state_is "$core" crashed
	hook_set fail_tee 1
	core_set "$core" recovery recover >/dev/null
	is "$(hook fail_tee)" 0 'attached, crashes, the stop fails: it was asked'
	is "$(core_get "$core" state)" crashed 'attached, crashes, the stop fails: crashed'
	core_set "$core" recovery recover >/dev/null
	ok 'attached, crashes, the stop fails: recovers' wait_for 60 state_is "$core" running
	ok 'attached, crashes, the stop fails: echoes' echo_test "$core" 20 1
	is "$(core_stop "$core")" 0 'attached, crashes, the stop fails: stops'
	ok 'attached, crashes, the stop fails: holds nothing' holds detached
	ok 'attached, crashes, the stop fails: starts' starts_again "$core" $fw
}

tee_commands
allocations
find_running
last_step_and_stop $((k - 1))
stops_fail
ok 'holds what it held' holds first

done_testing
