# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# The driver goes, whatever state the remote processor is in and whatever the TEE
# says: nothing is left of it in Linux, and the driver that comes next finds a
# remote processor that it can start, stop or attach to. Core 0 is the TEE's,
# core 1 in direct mode.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

platform=/sys/bus/platform/drivers/teeproc_rproc
load_hooks

# on ID: the remote processor that the functions below are about
on() {
	id=$1
	core=$(core_of "m4-$id") || bailoutput "no core m4-$id"
	fw=teeproc-sram.$([ "$id" = 0 ] && echo signed || echo elf)
	case=$([ "$id" = 0 ] && echo 'TEE case' || echo 'normal case')
}

# --- two ways for a driver to go, and to come back

unbind() {
	echo remoteproc-$id >$platform/unbind
}

bind() {
	echo remoteproc-$id >$platform/bind
	core=$(core_of "m4-$id")
}

# The probes of the hooks are in the modules, so they are out for as long
unload() {
	rmmod teeproc_rproc
}

load() {
	modprobe teeproc_rproc
	wait_for 10 core_of "m4-$id" && core=$(core_of "m4-$id")
}

# --- what must not be there any more

no_mappings() {
	! mappings | grep "phys=0x0*6$id"
}

no_devices() {
	! ls -d /dev/rpmsg[0-9]* /sys/bus/virtio/devices/* \
		/sys/bus/platform/devices/rproc-virtio* 2>/dev/null
}

gone() {
	! core_of "m4-$id" && no_mappings && no_devices
}

memory_is_zero() {
	physmem zero $((sram0 + id * sram_size)) $sram_size
}

# in direct mode the memory keeps what the core has left in it
is_stopped() {
	in_reset "$id" && { [ "$id" = 1 ] || memory_is_zero; }
}

# leaves NAME WAY: the driver goes; checks, and has it come back
leaves() {
	$2
	ok "$case: $1: gone, with its mappings and devices" gone
	ok "$case: $1: the remote processor was stopped" is_stopped
}

comes_back() {
	$2
	is "$(core_get "$core" state)" offline "$case: $1: back, and offline"
	ok "$case: $1: back, and held" in_reset "$id"
	ok "$case: $1: starts" starts_again "$core" $fw
}

up() {
	[ "$(core_start "$core" $fw)" = 0 ] && wait_for 20 rpmsg_of "$core"
}

# --- the states

# Some kernels count the starts, others refuse the second
started_twice() {
	ok "$case: started twice: starts" up
	second=$(core_set "$core" state start)
	case $second in
	0 | EBUSY) ok "$case: started twice: the second is counted or refused ($second)" true ;;
	*) not_ok "$case: started twice: $second" true ;;
	esac
	leaves 'started twice' "$1"
	comes_back 'started twice' "$2"
}

# However often it was started, it goes as one that was started once
started_often() {
	for times in 1 3; do
		ok "$case: started $times times: starts" up
		n=1
		while [ $n -lt $times ]; do
			n=$((n + 1))
			core_set "$core" state start >/dev/null
		done
		shutdowns=$(hook shutdowns)
		unbind
		shutdowns=$(($(hook shutdowns) - shutdowns))
		[ $times != 1 ] || once=$shutdowns
		ok "$case: started $times times: gone" gone
		bind
	done
	[ "$once" -ge 1 ]
	tap_result $? "$case: started once: $once shutdowns"
	is "$shutdowns" "$once" "$case: started $times times: as many"
}

crashed() {
	ok "$case: crashed: starts" up
	core_set "$core" recovery disabled >/dev/null
	ok "$case: crashed: crashes" command_to "$core" crash
	ok "$case: crashed: is told" wait_for 60 state_is "$core" crashed
	leaves crashed "$1"
	comes_back crashed "$2"
}

# Whoever has the driver go has a signal pending: the core gives up at once
interrupted() {
	ok "$case: interrupted: starts" up
	hook_set interrupt_shutdown 3
	leaves interrupted "$1"
	is "$(hook interrupt_shutdown)" 0 "$case: interrupted: so it was"
	comes_back interrupted "$2"
}

# It is told to have crashed before it is there, and then it will not be: the
# work of the crash has to end first
crashed_at_probe() {
	unbind
	hook_set crash_at_probe 1
	log_mark
	is "$(write-errno $platform/bind remoteproc-$id)" ENOMEM \
		"$case: a crash in a probe that fails: ENOMEM"
	ok "$case: a crash in a probe that fails: it was told" log_has 'crash detected'
	is "$(hook freed_in_crash)" 0 "$case: a crash in a probe that fails: its work ends first"
	ok "$case: a crash in a probe that fails: gone, with its mappings" gone
	comes_back 'a crash in a probe that fails' bind
}

# --- the stop fails

# Once: it is asked again
stop_fails_once() {
	ok 'stop fails once: starts' up
	hook_set tee_result $tee_generic
	hook_set fail_tee 1
	log_mark
	leaves 'stop fails once' unbind
	is "$(hook tee_command)" $command_stop 'stop fails once: it was the stop'
	ok 'stop fails once: one line says why' told_once 'stop: .*(0xffff0000)'
	comes_back 'stop fails once' bind
}

told_once() {
	log_since_mark | grep -e "$1" >/tmp/log.told
	cat /tmp/log.told
	[ "$(wc -l </tmp/log.told)" = 1 ]
}

# Each time: it runs on, and Linux has let go of it
stop_fails() {
	ok "stop fails, $1: starts" up
	hook_set tee_result $tee_generic
	hook_set fail_command $command_stop
	log_mark
	unbind
	ok "stop fails, $1: gone, with its mappings and devices" gone
	not_ok "stop fails, $1: it runs on" in_reset "$id"
	ok "stop fails, $1: one line says so" told_once 'may run on'
	hook_set fail_command 0
	bind
	is "$(core_get "$core" state)" detached "stop fails, $1: found running"
}

stop_fails_for_good() {
	stop_fails 'then attached to'
	is "$(core_start "$core")" 0 'stop fails, then attached to: attach'
	ok 'stop fails, then attached to: echoes' echo_test "$core" 50 1
	is "$(core_stop "$core")" 0 'stop fails, then attached to: stop'
	ok 'stop fails, then attached to: scrubbed' sram_is_zero

	# an attached one that can't be stopped
	stop_fails 'then attached to, and the driver goes again'
	is "$(core_start "$core")" 0 'stop of an attached one fails: attach'
	wait_for 20 rpmsg_of "$core"
	hook_set fail_command $command_stop
	log_mark
	unbind
	ok 'stop of an attached one fails: gone' gone
	ok 'stop of an attached one fails: one line says so' told_once 'may run on'
	hook_set fail_command 0
	bind
	is "$(core_start "$core")" 0 'stop of an attached one fails: attach'
	ok 'stop of an attached one fails: echoes' echo_test "$core" 50 1

	# and once
	hook_set tee_result $tee_generic
	hook_set fail_tee 1
	leaves 'stop of an attached one fails once' unbind
	comes_back 'stop of an attached one fails once' bind
}

# The reset line of the normal case: with the driver there, then with it leaving
line_is_stuck() {
	ok 'line is stuck: starts' up
	hook_set fail_assert 1
	is "$(core_stop "$core")" EIO 'line is stuck: the stop says so'
	is "$(core_get "$core" state)" running 'line is stuck: still running'
	is "$(core_stop "$core")" 0 'line is stuck: the next stop does it'
	ok 'line is stuck: starts again' up
	hook_set fail_assert 1
	log_mark
	unbind
	ok 'line is stuck, and the driver goes: gone, with its mappings and devices' gone
	ok 'line is stuck, and the driver goes: one line says so' told_once 'may run on'
	not_ok 'line is stuck, and the driver goes: it runs on' in_reset "$id"
	comes_back 'line is stuck, and the driver goes' bind
	is "$(hook fail_assert)" 0 'line is stuck: so it was'
}

# The SoC: the TEE is in order, and can not stop the core
stop_fails_at_soc() {
	ok 'SoC does not stop it: starts' up
	rmmod teeproc_hooks
	inject 1 $inject_io $verb_stop
	unload
	ok 'SoC does not stop it, once, and the module goes: gone' gone
	ok 'SoC does not stop it, once: stopped then' memory_is_zero
	comes_back 'SoC does not stop it' load
}

on 0
starts_again "$core" $fw || bailoutput 'it does not start'
remember first
started_twice unbind bind
started_often
crashed unbind bind
interrupted unbind bind
crashed_at_probe
stop_fails_once
stop_fails_for_good
ok 'TEE case: holds what it held' holds first
on 1
starts_again "$core" $fw || bailoutput 'it does not start'
started_twice unbind bind
crashed unbind bind
interrupted unbind bind
crashed_at_probe
line_is_stuck
ok 'normal case: holds what it held' holds first

on 0
stop_fails_at_soc
started_twice unload load
crashed unload load

done_testing
