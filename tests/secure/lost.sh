# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# Answers that do not come: to each command of a stop and of a recovery the TEE
# says that the session has died, or has done it and its answer is lost. Each ends
# in a state that is told, and the next start works. Starts are in failures.sh,
# attachments in attach_failures.sh, an application that really dies in panic.sh.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

fw=teeproc-sram.signed
platform=/sys/bus/platform/drivers/teeproc_rproc
load_hooks
core=$(core_of "$core0_name") || bailoutput "no core $core0_name"
starts_again "$core" $fw || bailoutput 'it does not start'
remember first

alive_and_scrubbed() {
	clean_and_alive "$core" $fw && sram_is_zero
}

# lose NTH RESULT LOST: the answer to the command NTH
lose() {
	hook_set tee_result "$2"
	hook_set tee_lost "$3"
	hook_set fail_tee "$1"
}

lost_now() {
	[ "$(hook fail_tee)" = 0 ]
}

name_of() {
	case $1 in
	1) echo load ;;
	2) echo start ;;
	3) echo stop ;;
	4) echo table ;;
	6) echo release ;;
	*) echo "command $1" ;;
	esac
}

# What NTH, RESULT and LOST stand for
what() {
	case $2 in
	$tee_dead) _how='the session has died' ;;
	$tee_communication) _how='no answer' ;;
	*) _how='an error' ;;
	esac
	echo "$(name_of "$(hook tee_command)"), $_how$([ "$3" = 1 ] && echo ', and it is done')"
}

# --- a stop: NTH RESULT LOST ERRNO STATE

stops() {
	while read -r nth result lost errno state; do
		is "$(core_start "$core" $fw)" 0 'stop: starts first'
		lose "$nth" "$result" "$lost"
		got=$(core_stop "$core")
		now=$(core_get "$core" state)
		title="stop: $(what "$nth" "$result" "$lost")"
		ok "$title: fired" lost_now
		is "$got $now" "$errno $state" "$title: $errno, $state"
		hook_set tee_lost 0
		if [ "$state" = running ]; then
			is "$(core_stop "$core")" 0 "$title: the next stop works"
		fi
		ok "$title: nothing left, starts again, scrubbed" alive_and_scrubbed
	done <<-END
		1 $tee_dead 0 0 offline
		1 $tee_dead 1 0 offline
		1 $tee_communication 1 ECOMM running
		2 $tee_dead 0 0 offline
		2 $tee_dead 1 0 offline
		2 $tee_communication 1 0 offline
		2 $tee_generic 0 0 offline
	END
	is "$(core_start "$core" $fw)" 0 'stop: starts first'
	lose 3 $tee_generic 0
	is "$(core_stop "$core")" 0 'stop: takes two commands'
	not_ok 'stop: and not three' lost_now
	hook_set fail_tee 0
}

# After a good stop the memories are not scrubbed: whoever is next sees to it
release_fails() {
	for next in start 'driver goes'; do
		is "$(core_start "$core" $fw)" 0 "release fails, $next: starts first"
		lose 2 $tee_generic 0
		is "$(core_stop "$core")" 0 "release fails, $next: stopped all the same"
		is "$(name_of "$(hook tee_command)")" release \
			"release fails, $next: it was the release"
		ok "release fails, $next: offline" state_is "$core" offline
		ok "release fails, $next: its bytes are there" sram_has_bytes
		if [ "$next" = start ]; then
			# one that is smaller, and fails: not even then
			is "$(core_start "$core" bad-tampered-last.signed)" EKEYREJECTED \
				"release fails, $next: of one that is refused"
		else
			echo remoteproc-0 >$platform/unbind
		fi
		ok "release fails, $next: scrubbed" sram_is_zero
		[ "$next" = start ] || {
			echo remoteproc-0 >$platform/bind
			core=$(core_of "$core0_name") || bailoutput "no core $core0_name after the bind"
		}
		ok "release fails, $next: starts" starts_again "$core" $fw
	done
	renumbered
}

# --- a recovery: NTH RESULT LOST STATE

recovery_ended() {
	lost_now && state_is "$core" "$1"
}

recoveries() {
	while read -r nth result lost state; do
		is "$(core_start "$core" $fw)" 0 'recovery: starts first'
		starts=$(hook starts)
		lose "$nth" "$result" "$lost"
		echo 1 >"/sys/kernel/debug/remoteproc/$core/crash"
		wait_for 20 recovery_ended "$state"
		title="recovery: $(what "$nth" "$result" "$lost")"
		is "$(hook fail_tee) $(core_get "$core" state)" "0 $state" \
			"$title: $state"
		hook_set tee_lost 0
		if [ "$state" = crashed ]; then
			core_set "$core" recovery recover >/dev/null
			ok "$title: the next recovery works" \
				wait_for 60 started_since "$core" "$starts"
		fi
		ok "$title: echoes" echo_test "$core" 20 1
		is "$(core_stop "$core")" 0 "$title: stops"
		ok "$title: nothing left, starts again, scrubbed" alive_and_scrubbed
	done <<-END
		1 $tee_dead 0 running
		1 $tee_dead 1 running
		1 $tee_communication 1 crashed
		2 $tee_dead 0 running
		2 $tee_dead 1 running
		2 $tee_communication 1 crashed
		3 $tee_dead 0 crashed
		3 $tee_dead 1 crashed
		3 $tee_communication 1 crashed
		4 $tee_dead 0 crashed
		4 $tee_dead 1 crashed
		4 $tee_communication 1 crashed
	END
}

stops
release_fails
recoveries

done_testing
