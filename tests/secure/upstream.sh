# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# The drivers on OP-TEE's own remoteproc Trusted Application. It lacks teeproc's
# own commands (GET_STATE), has no core dump, does not clean up after an image
# that it refuses, and takes one session, so it serves one core at a time.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

platform=/sys/bus/platform/drivers/teeproc_rproc
load_hooks

other() {
	echo "$*" >"$hooks/other"
}

log_has() {
	log_since_mark | grep -e "$1"
}

# --- probe: one session

core=$(core_of m4-0) || core=$(core_of m4-1) || bailoutput 'no core at all'
label=$(core_get "$core" name)
case $label in
m4-0) mine=0 other=1 ;;
*) mine=1 other=0 ;;
esac
diag "the session is $label's"
not_ok 'one session: the other core is not there' core_of m4-$other
log_mark
echo remoteproc-$other >$platform/bind
not_ok 'one session: nor can it be bound' core_of m4-$other
ok 'one session: and the log says why' \
	log_has 'open session: the TEE is busy with this remote processor'
log_since_mark | sed 's/^/# /'
is "$(core_get "$core" state)" offline 'probe: offline'

# change over to core 0, whose memories the tests look at
if [ $mine = 1 ]; then
	echo remoteproc-1 >$platform/unbind
	echo remoteproc-0 >$platform/bind
	core=$(core_of m4-0) || bailoutput 'no core m4-0 after the bind'
fi
core_set "$core" coredump enabled >/dev/null
ok 'probe: starts' starts_again "$core" script-sram.signed
remember first

# --- a life

nothing_left() {
	ok "$1: nothing left in the shared memory" sram_is_zero
	is "$(private_nonzero 0)" 0 "$1: nothing left in the private memories"
	ok "$1: offline, nothing else left" \
		left_nothing "$core"
}

life() {
	calls=$(hook tee_calls)
	hook_set copied 0
	is "$(core_start "$core" "$1")" 0 "$1: starts"
	# a driver that copies asks first whether the image may come in pieces
	pieces=0
	[ "$(hook copied)" = 0 ] || pieces=1
	is $(($(hook tee_calls) - calls - pieces)) 4 \
		"$1: with load, table, table and start"
	is "$(core_get "$core" state)" running "$1: running"
	ok "$1: its trace is there" wait_for 5 trace_has "$core" 'is up'
	ok "$1: echoes" echo_test "$core" 200 1
	for word in crash lockup; do
		wait_for 10 rpmsg_of "$core"
		ups=$(times_up "$core")
		log_mark
		ok "$1: $word: takes the command" command_to "$core" $word
		ok "$1: $word: comes up again" wait_for 30 came_up_again "$core" "$ups"
		ok "$1: $word: the log says that there is no core dump" \
			log_has 'no core dump: the Trusted Application lacks this'
		ok "$1: $word: echoes again" echo_test "$core" 100 2
	done
	is "$(core_stop "$core")" 0 "$1: stops"
	nothing_left "$1"
}

life script-sram.signed
life script-tcm.signed
life teeproc-sram.signed

# --- refusals

# refused IMAGE ERRNO PATTERN
refused() {
	log_mark
	is "$(core_start "$core" "$1")" "$2" "$1: $2"
	ok "$1: the log says why" log_has "load: $3"
	is "$(log_since_mark | grep -c 'remoteproc .* (0x')" 1 \
		"$1: in one line"
	nothing_left "$1" || core_stop "$core" >/dev/null
}

refused bad-script-sram.signed EKEYREJECTED 'not authentic'
refused bad-script-tcm.signed EKEYREJECTED 'not authentic'
refused bad-tampered-first.signed EKEYREJECTED 'not authentic'
refused bad-tampered-tlv.signed EKEYREJECTED 'wrong signature'
refused bad-stranger.signed EKEYREJECTED 'not authentic'
refused bad-revoked.signed EKEYREJECTED 'not authentic'
refused teeproc-sram.elf EINVAL 'not understood'
refused bad-outside.signed EACCES 'the TEE does not allow it'
# teeproc-image signs none like it, nor does teeproc's own application take one
log_mark
is "$(core_start "$core" script-sram-twovdevs.signed)" EINVAL \
	'more virtqueues than channels: EINVAL'
ok 'more virtqueues than channels: the log says so' \
	log_has 'firmware has 4 virtqueues, and mboxes has channels for 2 of them'
nothing_left 'more virtqueues than channels'
ok 'after all refusals it starts' starts_again "$core" script-sram.signed

# not refused by this application (docs/porting.md)
ok 'bytes outside of the segments may be changed' \
	starts_again "$core" bad-tampered-rest.signed
ok 'rollback index 2: starts' starts_again "$core" teeproc-sram-rollback2.signed
ok 'then rollback index 1: starts' starts_again "$core" teeproc-sram-rollback1.signed

# an image that is spoiled between start and crash: the recovery is refused
recovery_refused() {
	cp /lib/firmware/script-sram.signed /lib/firmware/changes.signed
	is "$(core_start "$core" changes.signed)" 0 'refused in a recovery: starts'
	wait_for 10 rpmsg_of "$core"
	cp /lib/firmware/bad-script-sram.signed /lib/firmware/changes.signed
	log_mark
	command_to "$core" crash
	ok 'refused in a recovery: the log says so' \
		wait_for 20 log_has 'load: not authentic'
	ok 'refused in a recovery: crashed' wait_for 5 state_is "$core" crashed
	ok 'refused in a recovery: nothing of it left' sram_is_zero
	cp /lib/firmware/script-sram.signed /lib/firmware/changes.signed
	is "$(core_set "$core" recovery recover)" 0 'refused in a recovery: recovered by hand'
	ok 'refused in a recovery: runs' wait_for 60 state_is "$core" running
	ok 'refused in a recovery: echoes' echo_test "$core" 50 3
	is "$(core_stop "$core")" 0 'refused in a recovery: stops'
	nothing_left 'refused in a recovery'
}
recovery_refused

# It has loaded one, and neither that nor the release was told: of the next it would say
# that there is one
loaded_and_not_told() {
	hook_set tee_result $tee_communication
	hook_set tee_lost 1
	hook_set fail_command $command_release
	hook_set fail_tee 1
	is "$(core_start "$core" script-sram.signed)" ECOMM 'loaded, and not told: ECOMM'
	hook_set fail_command 0
	hook_set tee_lost 0
	ok 'loaded, and not told: its bytes are there' sram_has_bytes
	is "$(core_start "$core" script-tcm.signed)" 0 'loaded, and not told: another starts'
	not_ok 'loaded, and not told: that it is, which has private memory' \
		[ "$(private_nonzero 0)" = 0 ]
	ok 'loaded, and not told: that echoes' echo_test "$core" 50 3
	is "$(core_stop "$core")" 0 'loaded, and not told: that stops'
	nothing_left 'loaded, and not told'
}
loaded_and_not_told

# --- the driver comes and goes

echo remoteproc-0 >$platform/unbind
echo remoteproc-0 >$platform/bind
ok 'bound again' core_of m4-0
core=$(core_of m4-0)
is "$(core_get "$core" state)" offline 'bound again: offline'
ok 'bound again: starts' starts_again "$core" script-sram.signed

is "$(core_start "$core" script-sram.signed)" 0 'unbound while it runs: starts'
echo remoteproc-0 >$platform/unbind
ok 'unbound while it runs: its memory is scrubbed' sram_is_zero

# started by another client before the driver came: the answer to a release tells
ok 'found running: another client starts it' other start script-sram.signed
echo remoteproc-0 >$platform/bind
core=$(core_of m4-0)
is "$(core_get "$core" state)" detached 'found running: detached'
is "$(core_start "$core")" 0 'found running: attach'
ok 'found running: echoes' echo_test "$core" 50 4
is "$(core_stop "$core")" 0 'found running: stops'
ok 'found running: its memory is scrubbed' sram_is_zero
echo remoteproc-0 >$platform/unbind
ok 'found loaded: another client loads it' other load script-sram.signed
ok 'found loaded: its bytes are there' sram_has_bytes
echo remoteproc-0 >$platform/bind
core=$(core_of m4-0)
is "$(core_get "$core" state)" offline 'found loaded: offline'
ok 'found loaded: released' sram_is_zero
echo remoteproc-0 >$platform/unbind

# the one session is free for the other core
echo remoteproc-1 >$platform/bind
core=$(core_of m4-1)
ok 'the other core, now that the session is free' starts_again "$core" script-sram.signed

done_testing
