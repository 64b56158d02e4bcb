# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# Works of the remoteproc core that come late. On one CPU a real-time process
# keeps the kernel's workers away, so that what the core has queued runs when the
# driver is on its way out, or gone. That work is left behind is the stock core's
# doing: the one of a crash before 6.1.188 and in 6.12, the one of an attachment
# from 6.1.188 on. Memory that is freed is poisoned here.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

fw=teeproc-sram.signed
platform=/sys/bus/platform/drivers/teeproc_rproc

find_core() {
	core=$(core_of m4-0) || bailoutput 'no core m4-0'
	debug=/sys/kernel/debug/remoteproc/$core
}

bind() {
	echo remoteproc-0 >$platform/bind
	find_core
}

gone() {
	! core_of m4-0 && ! mappings | grep 'phys=0x0*60' &&
		[ "$(hook sessions)" = $((sessions - 1)) ]
}

up() {
	wait_for 60 state_is "$core" "$1" && echo_test "$core" 20 1
}

# What was left behind, if anything, has run by then
settle() {
	usleep 300000
}

# --- a crash is told, then the driver goes

crash_meets_unbind() {
	round=0
	while [ $round -lt 10 ]; do
		round=$((round + 1))
		wait_for 60 state_is "$core" running || break
		[ $((round % 2)) = 0 ] || wait_for 20 rpmsg_of "$core"
		log_mark
		fifo-write "$debug/crash" 1 $platform/unbind remoteproc-0 >/tmp/written
		settle
		gone >/tmp/gone.out 2>&1 || break
		sram_is_zero || break
		log_has 'crash detected in m4-0' || break
		! log_has 'm4-0 is now up' || break # what was deleted
		bind
	done
	is "$round $(cat /tmp/written /tmp/gone.out)" "10 0
0" 'a crash meets an unbind, 10 times: gone, scrubbed, and not started again'
	ok 'a crash meets an unbind: the next driver starts it' up running
}

crash_meets_module() {
	fifo-write "$debug/crash" 1 "$debug/crash" 1 >/dev/null &
	rmmod teeproc_rproc
	wait
	settle
	not_ok 'a crash meets a module that goes: gone' core_of m4-0
	modprobe teeproc_rproc
	wait_for 10 core_of m4-0
	find_core
	ok 'a crash meets a module that goes: the next driver starts it' up running
}

# --- found running

other_starts() {
	echo "start $fw" >$hooks/other
}

other_stops() {
	echo stop >$hooks/other
	echo release >$hooks/other
}

attach_meets_unbind() {
	log_mark
	boots=$(hook boots)
	round=0
	while [ $round -lt 10 ]; do
		round=$((round + 1))
		other_starts
		fifo-write $platform/bind remoteproc-0 $platform/unbind remoteproc-0 >/tmp/written
		settle
		gone >/tmp/gone.out 2>&1 || break
		other_stops 2>/dev/null
	done
	is "$round $(cat /tmp/written /tmp/gone.out)" "10 0
0" 'an attachment meets an unbind, 10 times: gone'
	is "$(log_since_mark | grep -c 'remote processor m4-0 is now attached')" 10 \
		'an attachment meets an unbind: it was made before the bind came back'
	# of the core's own a work may have been left, or a use that nobody ends
	is $(($(hook boots) - boots)) 10 'an attachment meets an unbind: nobody else asks for one'
	not_ok 'an attachment meets an unbind: nothing is tried after it' \
		log_has "can't boot delet"
}

# An attachment that fails leaves a driver that can do it again
attach_fails() {
	other_starts
	hook_set tee_result $tee_generic
	hook_set fail_command $command_table
	log_mark
	is "$(write-errno $platform/bind remoteproc-0)" 0 \
		'an attachment that fails: the driver is bound'
	hook_set fail_command 0
	ok 'an attachment that fails: there is a remote processor' core_of m4-0 || return
	find_core
	settle
	is "$(core_get "$core" state)" detached 'an attachment that fails: detached'
	ok 'an attachment that fails: the log says so' log_has "can't be attached to"
	is "$(core_start "$core")" 0 'an attachment that fails: the next works'
	ok 'an attachment that fails: echoes' up attached
	is "$(core_stop "$core")" 0 'an attachment that fails: it can be stopped'
	ok 'an attachment that fails: scrubbed' sram_is_zero
}

find_core
load_hooks
ok 'it is up when the board has booted' up running
echo remoteproc-0 >$platform/unbind
bind
ok 'it is up with the hooks' up running
sessions=$(hook sessions)
crash_meets_unbind
echo remoteproc-0 >$platform/unbind
attach_meets_unbind
attach_fails
rmmod teeproc_hooks
core_start "$core" >/dev/null
crash_meets_module

done_testing
