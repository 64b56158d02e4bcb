# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# The TEE in trouble, signals, and drivers that come and go in any order.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

fw=teeproc-sram.signed
load_hooks
core=$(core_of "$core0_name") || bailoutput "no core $core0_name"
platform=/sys/bus/platform/drivers/teeproc_rproc
tee_driver=/sys/bus/tee/drivers/$tee_client
tee_device=optee-ta-80a4c275-0a47-4905-8285-1486a9771a08
starts_again "$core" $fw || bailoutput 'it does not start'
remember first

# now_runs WHAT: so that what is said of its end is said of one that has run
now_runs() {
	is "$(core_start "$core" $fw)" 0 "$1: it runs"
	physmem zero $sram0 $sram_size >/dev/null 2>&1
	is $? 1 "$1: with bytes in its memory"
}

# The hook that was set has been come to
hook_fired() {
	[ "$(hook fail_tee)" = 0 ]
}

# --- each errno has its result and its sentence

result() {
	hook_set tee_result "$1"
	hook_set fail_tee 1
	log_mark
	is "$(core_start "$core" $fw)" "$2" "result $1: $2"
	ok "result $1: the TEE gave it" hook_fired
	ok "result $1: one line says what to do" one_line "$3"
}

one_line() {
	log_since_mark | grep -e "($_result_hex)" >/tmp/log.new
	cat /tmp/log.new
	[ "$(wc -l </tmp/log.new)" = 1 ] && grep -q -e "$1" /tmp/log.new
}

results() {
	while read -r number errno sentence; do
		_result_hex=$number
		result "$number" "$errno" "$sentence"
	done <<-END
		0xffff3072 EKEYREJECTED wrong signature: sign the image
		0xffff000f EKEYREJECTED or rolled back: reinstall it or sign
		0xffff0005 ENOEXEC sign the ELF file
		0xffff0001 EACCES does not allow it: see
		0xffff000c ENOMEM out of memory: try again
		0xffff0007 EBUSY in use: .*stop it there first
		0xffff000e ECOMM try again
		0xffff0006 EINVAL not understood: install
		0xffff0008 ENODEV no such remote processor
		0xffff1234 EIO does not say why: see
	END
	ok 'after all results: nothing left' left_nothing "$core"
}

# --- the Trusted Application dies

# The TEE lives, only the session is said to be dead: a new one is opened, once
dead_once() {
	hook_set tee_result $tee_dead
	sessions=$(hook sessions)
	for n in 1 2 3 4; do
		log_mark
		hook_set fail_tee $n
		errno=$(core_start "$core" $fw)
		command=$(hook tee_command)
		ok "dead at command $n ($command): it was" hook_fired
		ok "dead at command $n ($command): the log tells" \
			log_has 'the Trusted Application has died'
		if [ "$command" = 1 ]; then
			is "$errno" 0 'dead at load: loads in a new session, and starts'
			core_stop "$core" >/dev/null
		else
			is "$errno" EPIPE "dead at command $n ($command): EPIPE"
		fi
		is "$(hook sessions)" "$sessions" "dead at command $n: one session as before"
		ok "dead at command $n: nothing left" left_nothing "$core"
		ok "dead at command $n: the next start works" starts_again "$core" $fw
	done
}

# Dead for good: the new session can't be opened either
dead_for_good() {
	sessions=$(hook sessions)
	hook_set tee_result $tee_dead
	hook_set fail_open 1
	hook_set fail_tee 1
	is "$(core_start "$core" $fw)" EPIPE 'dead for good: EPIPE'
	is "$(hook fail_tee) $(hook fail_open)" '0 0' 'dead for good: it was, and so was the new one'
	ok 'dead for good: offline' state_is "$core" offline
	# it has come back
	ok 'dead for good: the next start finds it again' starts_again "$core" $fw
	is "$(hook sessions)" "$sessions" 'dead for good: a session again'
	ok 'dead for good: nothing left' left_nothing "$core"
}

# --- while it runs

stop_fails() {
	is "$(core_start "$core" $fw)" 0 'stop fails: starts'
	hook_set tee_result $tee_generic
	hook_set fail_tee 1
	is "$(core_stop "$core")" EIO 'stop fails: EIO'
	ok 'stop fails: the TEE said so' hook_fired
	ok 'stop fails: it still runs' state_is "$core" running
	is "$(core_stop "$core")" 0 'stop fails: the next stop works'
	ok 'stop fails: nothing left' left_nothing "$core"
}

# Any command of a recovery: stop, load, table, start; from the SoC's side too
recovery_fails() {
	for n in 1 2 3 4; do
		is "$(core_start "$core" $fw)" 0 "recovery fails at $n: starts"
		hook_set tee_result $tee_generic
		hook_set fail_tee $n
		echo 1 >"/sys/kernel/debug/remoteproc/$core/crash"
		wait_for 20 hook_fired
		ok "recovery fails at $n: fired" hook_fired
		wait_for 5 state_is "$core" crashed
		is "$(core_get "$core" state)" crashed \
			"recovery fails at $n ($(hook tee_command)): the crash is told"
		ok "recovery fails at $n: can be ended" end_crashed "$core"
		ok "recovery fails at $n: nothing left" left_nothing "$core"
		ok "recovery fails at $n: starts again" starts_again "$core" $fw
	done
}

# The SoC is silent for one request: the TEE asks again after its time-out
soc_is_silent() {
	inject 3 $inject_silence
	time=$(now_cs)
	is "$(core_start "$core" $fw)" 0 'SoC is silent once: asked again, starts'
	diag "took $(($(now_cs) - time))0 ms"
	not_ok 'SoC is silent once: it was' injection_waits
	is "$(core_stop "$core")" 0 'SoC is silent once: stops'
	ok 'SoC is silent once: nothing left' left_nothing "$core"
}

# --- signals

# A start that is killed ends as a start or as none: with each of its commands at the TEE,
# and from one after the other a little later, until it has come to its end
signals() {
	core_set "$core" firmware $fw >/dev/null
	for command in $command_load $command_table $command_start; do
		hook_set hold "$command"
		start_to_kill
		ok "signals: a start has come to command $command" wait_for 30 command_waits
		kill -9 $pid
		hook_set hold 0
		wait $pid 2>/dev/null
		is $? 137 "signals: killed in command $command"
		ok "signals: killed in command $command: no half state" ends
	done

	start_us=$(time-write "/sys/class/remoteproc/$core/state" start)
	core_stop "$core" >/dev/null
	round=0
	bad=
	under_way=0
	while [ $round -lt 12 ]; do
		round=$((round + 1))
		start_to_kill
		usleep $((round * start_us / 12))
		kill -9 $pid 2>/dev/null
		# a kill that came too late finds one that has ended well
		wait $pid 2>/dev/null
		[ $? = 137 ] && under_way=$((under_way + 1))
		ends >/tmp/ends.out || bad="$bad $round:$(cat /tmp/ends.out)"
	done
	is "$bad" '' 'signals: 12 starts killed at different times leave no half state'
	diag "$under_way of them were under way"
	ok 'signals: the next start works' starts_again "$core" $fw
}

start_to_kill() {
	write-errno "/sys/class/remoteproc/$core/state" start >/tmp/errno.killed 2>&1 &
	pid=$!
}

# One that has come up all the same is stopped
ends() {
	wait_for 30 settled || {
		echo "state: $(core_get "$core" state)"
		return 1
	}
	if state_is "$core" running && [ "$(core_stop "$core")" != 0 ]; then
		echo 'it does not stop'
		return 1
	fi
	left_nothing "$core"
}

settled() {
	! pidof write-errno && { state_is "$core" offline || state_is "$core" running; }
}

# --- drivers come and go

bound() {
	[ -e $platform/remoteproc-0 ]
}

# A driver that was taken away by force is not probed again by itself
bind_again() {
	echo remoteproc-0 >$platform/bind
	bound
}

comes_back() {
	core=$(core_of "$core0_name") || return 1
	starts_again "$core" $fw
}

unbind_bind() {
	echo remoteproc-0 >$platform/unbind
	not_ok 'unbind while offline: it has gone' core_of "$core0_name"
	ok 'unbind while offline: no mapping left' no_mappings
	is "$(hook sessions)" $((sessions_first - 1)) \
		'unbind while offline: its session is closed'
	echo remoteproc-0 >$platform/bind
	ok 'bind: starts' comes_back

	now_runs 'unbind while running'
	ok 'unbind while running: with its channel' wait_for 10 rpmsg_of "$core"
	echo remoteproc-0 >$platform/unbind
	not_ok 'unbind while running: it has gone' core_of "$core0_name"
	ok 'unbind while running: no mapping left' no_mappings
	ok 'unbind while running: it was stopped, its memory is scrubbed' sram_is_zero
	echo remoteproc-0 >$platform/bind
	ok 'bind: starts again' comes_back
}

# Of all TEE devices, the one that has the application says why
probe_refused() {
	echo remoteproc-0 >$platform/unbind
	hook_set tee_result 0xffff0008
	hook_set fail_open 1
	log_mark
	not_ok 'session refused at probe: not bound' bind_again
	_result_hex=0xffff0008
	is "$(hook fail_open)" 0 'session refused at probe: it was'
	ok 'session refused at probe: one line says what to do' \
		one_line 'no such remote processor'

	hook_set no_tee 1
	log_mark
	is "$(write-errno $platform/bind remoteproc-0)" EOPNOTSUPP \
		'no TEE with dynamic shared memory: EOPNOTSUPP'
	ok 'no TEE with dynamic shared memory: the log says so' \
		log_has 'dynamic shared memory'
	hook_set no_tee 0
	ok 'session refused at probe: bound when it is not' bind_again
	ok 'session refused at probe: starts' comes_back
}

tee_unbinds() {
	now_runs 'the TEE client goes'
	echo $tee_device >$tee_driver/unbind
	not_ok 'the TEE client goes while it runs: the remote processor has gone first' bound
	ok 'the TEE client goes while it runs: its memory is scrubbed' sram_is_zero
	echo remoteproc-0 >$platform/bind 2>/dev/null
	not_ok 'without a TEE client there is no remote processor' core_of "$core0_name"
	echo $tee_device >$tee_driver/bind
	# bound is told while it is still being probed
	ok 'the TEE client comes back: the remote processor is bound by itself' \
		wait_for 10 bound
	ok 'the TEE client comes back: starts' wait_for 10 comes_back
}

# The probes of the hooks are in these modules, so the hooks go first
modules() {
	now_runs 'rmmod'
	rmmod teeproc_hooks
	tee_client_is_built_in ||
		not_ok 'rmmod teeproc_tee: not while teeproc_rproc uses it' rmmod $tee_client
	ok 'rmmod teeproc_tee: it runs on' state_is "$core" running
	ok 'rmmod teeproc_rproc while it runs' rmmod teeproc_rproc
	ok 'rmmod teeproc_rproc: its memory is scrubbed' sram_is_zero
	tee_client_unloads 'rmmod teeproc_tee'
	ok 'modprobe teeproc_rproc' modprobe teeproc_rproc
	ok 'modprobe teeproc_rproc: starts' wait_for 10 comes_back

	now_runs 'rmmod optee'
	ok 'rmmod optee while it runs' timeout 60 rmmod optee
	not_ok 'rmmod optee: the remote processor has gone' core_of "$core0_name"
	ok 'rmmod optee: its memory is scrubbed' sram_is_zero
	ok 'modprobe optee' modprobe optee
	ok 'modprobe optee: the remote processor can be bound' wait_for 10 bind_again
	ok 'modprobe optee: starts' wait_for 10 comes_back

	rmmod teeproc_rproc
	tee_client_is_built_in || rmmod $tee_client
	rmmod optee
	log_mark
	ok 'other order: teeproc_rproc before the TEE' modprobe teeproc_rproc
	not_ok 'other order: that it has to wait is no news' log_has '[0-9] remoteproc'
	not_ok 'other order: nothing to see yet' core_of "$core0_name"
	ok 'other order: then the TEE' modprobe optee
	ok 'other order: the remote processor is there by itself' wait_for 10 bound
	ok 'other order: starts' wait_for 10 comes_back

	# of a TEE that comes anew nothing is linked to its client yet
	rmmod teeproc_rproc
	rmmod optee
	modprobe optee
	echo $tee_device >$tee_driver/unbind
	modprobe teeproc_rproc
	not_ok 'without a TEE client from the first: nothing to see' core_of "$core0_name"
	echo $tee_device >$tee_driver/bind
	ok 'without a TEE client from the first: bound with it' wait_for 10 bound
	ok 'without a TEE client from the first: starts' wait_for 10 comes_back
}

# A kernel that has the public series too: neither's names are in the other's way
public_names() {
	ok 'beside the public names: they are loaded after ours' modprobe remoteproc_tee
	ok 'beside the public names: starts' comes_back
	rmmod teeproc_rproc
	rmmod teeproc_tee
	ok 'beside the public names: ours are loaded after them' modprobe teeproc_rproc
	ok 'beside the public names: they are still there' \
		test -d /sys/bus/tee/drivers/remoteproc_tee
	ok 'beside the public names: starts again' wait_for 10 comes_back
	ok 'beside the public names: they go' rmmod remoteproc_tee
}

sessions_first=$(hook sessions)
results
dead_once
dead_for_good
stop_fails
recovery_fails
can_inject && soc_is_silent
signals
unbind_bind
probe_refused
tee_unbinds
modules
# which that of the series has itself
[ $tee_client = remoteproc_tee ] || public_names

done_testing
