# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# Several cores and several TEEs at once. Both cores of the board are in the
# TEE's charge and each lives its own life, whatever happens to the other; a
# second TEE that has no remote processor is asked, and stands in nobody's way.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

fw=teeproc-sram.signed
tcm=teeproc-tcm.signed
platform=/sys/bus/platform/drivers/teeproc_rproc
tracing=/sys/kernel/tracing
other_tee=/sys/module/teeproc_other_tee/parameters
sram1=0x61000000
load_hooks

find_cores() {
	core0=$(core_of m4-0) && core1=$(core_of m4-1)
}

find_cores || bailoutput 'not both cores are there'
starts_again "$core0" $fw || bailoutput 'the first does not start'
starts_again "$core1" $fw || bailoutput 'the second does not start'
remember first
rounds=10

memories_are_zero() {
	physmem zero $sram0 $sram_size && physmem zero $sram1 $sram_size
}

nothing_left() {
	state_is "$core1" offline &&
		left_nothing "$core0"
}

nothing_left_of_both() {
	ok "$1: nothing left" nothing_left
	ok "$1: the shared memories are scrubbed" memories_are_zero
	is "$(private_nonzero 0) $(private_nonzero 1)" '0 0' \
		"$1: the private memories are scrubbed"
}

# start_both FIRMWARE0 FIRMWARE1: at the same time; prints both results
start_both() {
	core_start "$core0" "$1" >/tmp/errno.0 &
	_first=$!
	core_start "$core1" "$2" >/tmp/errno.1
	wait $_first
	echo "$(cat /tmp/errno.0) $(cat /tmp/errno.1)"
}

stop_both() {
	core_stop "$core0" >/tmp/errno.0 &
	_first=$!
	core_stop "$core1" >/tmp/errno.1
	wait $_first
	echo "$(cat /tmp/errno.0) $(cat /tmp/errno.1)"
}

both_are() {
	state_is "$core0" "$1" && state_is "$core1" "$1"
}

# beside CORE NAME COMMAND...: CORE echoes all the time while the command runs, and
# is the same afterwards: not started again, its code unchanged
beside() {
	_beside=$1
	_beside_name=$2
	shift 2
	_ups=$(times_up "$_beside")
	code_of "$_beside" >/tmp/code.before
	rm -f /tmp/enough
	echo_on "$_beside" >/tmp/echo.log 2>&1 &
	echo_pid=$!
	"$@"
	touch /tmp/enough
	wait $echo_pid
	tap_result $? "$_beside_name: the other one echoed all the time" ||
		diag "$(cat /tmp/echo.log)"
	diag "$(grep -c . /tmp/echo.log) times 200 messages"
	is "$(core_get "$_beside" state) $(times_up "$_beside")" "running $_ups" \
		"$_beside_name: the other one was never restarted"
	code_of "$_beside" >/tmp/code.now
	ok "$_beside_name: nor its code changed" cmp /tmp/code.before /tmp/code.now
}

# echo_on CORE: until /tmp/enough is there, once at least
echo_on() {
	while echo_test "$1" 200 4 16; do
		[ ! -e /tmp/enough ] || return 0
	done
	return 1
}

# code_of CORE: what it executes, in the shared memory
code_of() {
	_at=$sram0
	[ "$1" = "$core0" ] || _at=$sram1
	# shellcheck disable=SC2154 # from table.sh
	physmem read $_at "$text_size"
}

# --- both start, echo, stop at once

at_once() {
	ok 'one code for both' [ "$text_size" -gt 0 ]
	round=0
	bad=
	while [ $round -lt $rounds ]; do
		round=$((round + 1))
		second=$fw
		[ $((round % 2)) = 0 ] || second=$tcm
		result=$(start_both $fw $second)
		[ "$result" = '0 0' ] || bad="$bad $round:start:$result"
		both_are running || bad="$bad $round:not-running"
		echo_test "$core0" 50 $round >/tmp/echo.0 2>&1 &
		first=$!
		echo_test "$core1" 50 $round 16 >/tmp/echo.1 2>&1 || bad="$bad $round:echo1"
		wait $first || bad="$bad $round:echo0"
		[ $round != 1 ] || {
			not_ok 'at once: memory of the first is in use' \
				physmem zero $sram0 $sram_size
			[ "$(private_nonzero 1)" -gt 0 ]
			tap_result $? 'at once: private memory of the second is in use'
			is "$(private_nonzero 0)" 0 'at once: and none of the first'
		}
		result=$(stop_both)
		[ "$result" = '0 0' ] || bad="$bad $round:stop:$result"
		both_are offline || bad="$bad $round:not-offline"
	done
	is "$bad" '' "at once: both start, echo and stop, $rounds times"
	nothing_left_of_both 'at once'
}

# --- something happens to one of them

# crash CORE COMMAND: and it recovers
crash() {
	wait_for 10 rpmsg_of "$1"
	_before=$(times_up "$1")
	ok "crash: $2: takes the command" command_to "$1" "$2"
	ok "crash: $2: comes up again" wait_for 30 came_up_again "$1" "$_before"
	ok "crash: $2: echoes again" echo_test "$1" 100 2
}

crashes() {
	crash "$1" crash
	crash "$1" lockup
}

# refuse CORE IMAGE ERRNO: while the other one runs
refuse() {
	is "$(core_start "$1" "$2")" "$3" "refused: $2: $3"
	is "$(core_get "$1" state)" offline "refused: $2: offline"
	ok "refused: $2: nothing left in its shared memory" \
		physmem zero $sram1 $sram_size
	is "$(private_nonzero 1)" 0 "refused: $2: nothing left in its private memories"
}

refusals() {
	refuse "$1" bad-tampered-last.signed EKEYREJECTED
	refuse "$1" bad-tampered-tcm-last.signed EKEYREJECTED
	refuse "$1" bad-stranger.signed EKEYREJECTED
	refuse "$1" teeproc-sram.elf ENOEXEC
}

stop_and_start() {
	is "$(core_stop "$1")" 0 'stop: stops'
	ok 'stop: its memory is scrubbed' physmem zero $sram1 $sram_size
	is "$(core_start "$1" $tcm)" 0 'stop: starts another firmware'
	ok 'stop: echoes' echo_test "$1" 50 3
}

unbind_and_bind() {
	echo remoteproc-1 >$platform/unbind
	not_ok 'unbind: it has gone' core_of m4-1
	ok 'unbind: its memory is scrubbed' physmem zero $sram1 $sram_size
	is "$(hook sessions)" $((sessions - 1)) 'unbind: one session less'
	echo remoteproc-1 >$platform/bind
	ok 'unbind: it is there again' find_cores
	is "$(hook sessions)" "$sessions" 'unbind: with a session'
	is "$(core_start "$core1" $fw)" 0 'unbind: it starts'
}

one_beside_the_other() {
	sessions=$(hook sessions)
	is "$(start_both $fw $fw)" '0 0' 'side by side: both start'
	beside "$core0" 'crash of the second' crashes "$core1"
	beside "$core1" 'crash of the first' crash "$core0" crash
	is "$(core_stop "$core1")" 0 'side by side: the second stops'
	beside "$core0" 'refusals of the second' refusals "$core1"
	is "$(core_start "$core1" $fw)" 0 'side by side: the second starts'
	beside "$core0" 'stop of the second' stop_and_start "$core1"
	beside "$core0" 'unbind of the second' unbind_and_bind
	is "$(stop_both)" '0 0' 'side by side: both stop'
	# a driver that was bound anew has a remote processor of another number
	ok 'side by side: holds what it held' holds first
	renumbered
	nothing_left_of_both 'side by side'
}

came_up_both() {
	came_up_again "$core0" "$ups0" && came_up_again "$core1" "$ups1"
}

both_crash() {
	is "$(start_both $fw $tcm)" '0 0' 'both crash: both start'
	remember running
	round=0
	while [ $round -lt 5 ]; do
		round=$((round + 1))
		wait_for 10 rpmsg_of "$core0"
		wait_for 10 rpmsg_of "$core1"
		ups0=$(times_up "$core0")
		ups1=$(times_up "$core1")
		command_to "$core0" crash &
		first=$!
		command_to "$core1" crash
		wait $first
		wait_for 30 came_up_both || break
	done
	wait_for 10 rpmsg_of "$core0"
	wait_for 10 rpmsg_of "$core1"
	ok 'both crash: both recovered, 5 times' came_up_both
	ok 'both crash: the first echoes' echo_test "$core0" 50 8
	ok 'both crash: the second echoes' echo_test "$core1" 50 9
	ok 'both crash: holds the same as before' holds running
	is "$(stop_both)" '0 0' 'both crash: both stop'
	nothing_left_of_both 'both crash'
}

# --- several TEEs

bind() {
	echo "$1" >$platform/bind 2>/dev/null
	[ -e $platform/"$1" ]
}

rebind() {
	echo remoteproc-0 >$platform/unbind
	echo remoteproc-1 >$platform/unbind
	bind remoteproc-0 && bind remoteproc-1 && find_cores
}

other() {
	cat "$other_tee/$1"
}

other_tee_comes() {
	ok "$1: comes" modprobe teeproc_other_tee result="$2"
}

both_live() {
	is "$(start_both $fw $fw)" '0 0' "$1: both start"
	ok "$1: the first echoes" echo_test "$core0" 50 1
	ok "$1: the second echoes" echo_test "$core1" 50 2
}

# away while both run
other_tee_goes() {
	is "$(other contexts)" 0 "$1: the driver holds nothing of it"
	ok "$1: goes while both run" timeout 20 rmmod teeproc_other_tee
	ok "$1: the first runs on" echo_test "$core0" 50 3
	ok "$1: the second runs on" echo_test "$core1" 50 4
	is "$(stop_both)" '0 0' "$1: both stop"
	ok "$1: holds what it held" holds first
}

tee_after() {
	other_tee_comes 'a TEE after OP-TEE' 0xffff0008
	ok 'a TEE after OP-TEE: both are found' rebind
	is "$(other asked)" 0 'a TEE after OP-TEE: OP-TEE is asked first'
	both_live 'a TEE after OP-TEE'
	other_tee_goes 'a TEE after OP-TEE'
}

# Which of OP-TEE's devices are opened: teepriv0 is for OP-TEE's supplicant, and
# has one place
watch_devices() {
	echo 'p:devices/open optee:optee_smc_open name=+0(+0(%x0)):string' \
		>$tracing/kprobe_events
	echo >$tracing/trace
	echo 1 >$tracing/events/devices/enable
}

unwatch_devices() {
	echo 0 >$tracing/events/devices/enable
	sed -n 's/.*name="\(.*\)"/\1/p' $tracing/trace | sort -u >/tmp/opened
	echo >$tracing/kprobe_events
}

# refused_by_tee RESULT ERRNO SENTENCE: OP-TEE gives no session. Only when it does
# not know the remote processor, another TEE is asked.
refused_by_tee() {
	log_mark
	hook_set tee_result "$1"
	hook_set fail_open 1
	is "$(write-errno $platform/bind remoteproc-0)" "$2" "no session, $1: $2"
	log_since_mark >/tmp/log.new
	ok "no session, $1: the log says why" \
		grep -q "open session: $3" /tmp/log.new || diag "$(cat /tmp/log.new)"
}

tee_refuses() {
	echo remoteproc-0 >$platform/unbind
	other_tee_comes 'no session' 0xffff0008
	watch_devices
	refused_by_tee 0xffff0001 EACCES 'the TEE does not allow it'
	refused_by_tee 0xffff000d EBUSY 'the TEE is busy'
	refused_by_tee 0xffff0008 ENODEV 'the TEE has no such remote processor'
	unwatch_devices
	is "$(other asked)" 1 'no session: the other TEE was asked where OP-TEE has not got it'
	is "$(cat /tmp/opened)" tee0 "no session: OP-TEE's device for its supplicant is left alone"
	is "$(other contexts)" 0 'no session: and nothing is held of it'
	ok 'no session: the other TEE goes' timeout 20 rmmod teeproc_other_tee
	ok 'no session: the next bind works' bind remoteproc-0
	find_cores
	ok 'no session: starts' starts_again "$core0" $fw
}

# tee_before RESULT NAME: it is asked first
tee_before() {
	ok "$2 before OP-TEE: OP-TEE goes" timeout 60 rmmod optee
	other_tee_comes "$2 before OP-TEE" "$1"
	ok "$2 before OP-TEE: OP-TEE comes back" modprobe optee
}

tee_without_it() {
	tee_before 0xffff0008 'a TEE without it'
	ok 'a TEE without it before OP-TEE: the first is found' wait_for 10 bind remoteproc-0
	ok 'a TEE without it before OP-TEE: the second is found' wait_for 10 bind remoteproc-1
	is "$(other asked)" 2 'a TEE without it before OP-TEE: it was asked for both'
	find_cores
	both_live 'a TEE without it before OP-TEE'
	other_tee_goes 'a TEE without it before OP-TEE'
}

has_client() {
	[ -e /sys/bus/tee/devices/optee-ta-80a4c275-0a47-4905-8285-1486a9771a08/driver ]
}

# tee_knows_it RESULT ERRNO NAME: it does not say that it has not got it, so it is
# the one, and no other is tried in its place
tee_knows_it() {
	tee_before "$1" "$3"
	wait_for 10 has_client
	is "$(write-errno $platform/bind remoteproc-0)" "$2" "$3 before OP-TEE: $2"
	is "$(other contexts)" 0 "$3 before OP-TEE: the driver holds nothing of it"
	ok "$3 before OP-TEE: goes" timeout 20 rmmod teeproc_other_tee
	ok "$3 before OP-TEE: then the first is found" bind remoteproc-0
	ok "$3 before OP-TEE: then the second is found" bind remoteproc-1
	find_cores
	ok "$3 before OP-TEE: starts then" starts_again "$core0" $fw
}

at_once
one_beside_the_other
both_crash
tee_after
tee_refuses
tee_without_it
tee_knows_it 0xffff000d EBUSY 'a busy TEE'
tee_knows_it 0xffff0000 EIO 'a broken TEE'

done_testing
