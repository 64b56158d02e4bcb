# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# Several cores and several TEEs at once. Both cores of the board are in the
# TEE's charge and each lives its own life, whatever happens to the other; a
# second TEE that has no remote processor is asked, and stands in nobody's way.

# shellcheck source=tests/secure/lib-several.sh
. /tests/lib-several.sh

platform=/sys/bus/platform/drivers/teeproc_rproc
tracing=/sys/kernel/tracing
other_tee=/sys/module/teeproc_other_tee/parameters
load_hooks

find_both() {
	find_cores 2 && core0=${cores% *} && core1=${cores#* }
}

find_both || bailoutput 'not both cores are there'
starts_again "$core0" $fw || bailoutput 'the first does not start'
starts_again "$core1" $fw || bailoutput 'the second does not start'
remember first

# --- something happens to one of them

crashes() {
	crash "$1" crash
	crash "$1" lockup
}

refusals() {
	refuse "$1" bad-tampered-last.signed EKEYREJECTED
	refuse "$1" bad-tampered-tcm-last.signed EKEYREJECTED
	refuse "$1" bad-stranger.signed EKEYREJECTED
	refuse "$1" teeproc-sram.elf ENOEXEC
}

unbind_and_bind() {
	echo remoteproc-1 >$platform/unbind
	not_ok 'unbind: it has gone' core_of m4-1
	ok 'unbind: its memory is scrubbed' physmem zero "$(sram_of "$core1")" $sram_size
	is "$(hook sessions)" $((sessions - 1)) 'unbind: one session less'
	echo remoteproc-1 >$platform/bind
	ok 'unbind: it is there again' find_both
	is "$(hook sessions)" "$sessions" 'unbind: with a session'
	is "$(core_start "$core1" $fw)" 0 'unbind: it starts'
}

one_beside_the_other() {
	sessions=$(hook sessions)
	is "$(start_all $fw $fw)" '0 0' 'side by side: both start'
	beside "$core0" 'crash of the second' crashes "$core1"
	beside "$core1" 'crash of the first' crash "$core0" crash
	is "$(core_stop "$core1")" 0 'side by side: the second stops'
	beside "$core0" 'refusals of the second' refusals "$core1"
	is "$(core_start "$core1" $fw)" 0 'side by side: the second starts'
	beside "$core0" 'stop of the second' stop_and_start "$core1" $tcm
	beside "$core0" 'unbind of the second' unbind_and_bind
	is "$(stop_all)" '0 0' 'side by side: both stop'
	# a driver that was bound anew has a remote processor of another number
	ok 'side by side: holds what it held' holds first
	renumbered
	nothing_left_of_all 'side by side'
}

# --- several TEEs

bind() {
	echo "$1" >$platform/bind 2>/dev/null
	[ -e $platform/"$1" ]
}

rebind() {
	echo remoteproc-0 >$platform/unbind
	echo remoteproc-1 >$platform/unbind
	bind remoteproc-0 && bind remoteproc-1 && find_both
}

other() {
	cat "$other_tee/$1"
}

other_tee_comes() {
	ok "$1: comes" modprobe teeproc_other_tee result="$2"
}

both_live() {
	is "$(start_all $fw $fw)" '0 0' "$1: both start"
	ok "$1: the first echoes" echo_test "$core0" 50 1
	ok "$1: the second echoes" echo_test "$core1" 50 2
}

# away while both run
other_tee_goes() {
	is "$(other contexts)" 0 "$1: the driver holds nothing of it"
	ok "$1: goes while both run" timeout 20 rmmod teeproc_other_tee
	ok "$1: the first runs on" echo_test "$core0" 50 3
	ok "$1: the second runs on" echo_test "$core1" 50 4
	is "$(stop_all)" '0 0' "$1: both stop"
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
	find_both
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
	find_both
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
	find_both
	ok "$3 before OP-TEE: starts then" starts_again "$core0" $fw
}

lives_at_once 10
one_beside_the_other
crash_at_once 5
tee_after
tee_refuses
tee_without_it
tee_knows_it 0xffff000d EBUSY 'a busy TEE'
tee_knows_it 0xffff0000 EIO 'a broken TEE'

done_testing
