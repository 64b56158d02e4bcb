# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# The Trusted Application really dies: it panics, or stores to address 0, where
# it is told to (tests/secure/panic_ta), and OP-TEE ends it with all of its
# sessions. The driver is the stock one. Whenever it happens, nothing hangs, what
# Linux says of the core is what the SoC has, and the next start works.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

fw=teeproc-sram.signed
before=1
after=2
requested=3
by_fault=256
died='the Trusted Application has died'
dead=0xffff3024

platform=/sys/bus/platform/drivers/teeproc_rproc
load_hooks
core=$(core_of "$core0_name") || bailoutput "no core $core0_name"
starts_again "$core" $fw || bailoutput 'it does not start'
if [ -n "$core1_name" ]; then
	core1=$(core_of "$core1_name") || bailoutput "no core $core1_name"
	starts_again "$core1" $fw || bailoutput "$core1_name does not start"
fi
remember first

# --- orders to panic

# order_at N ORDER: goes with the driver's N-th command from now on
order_at() {
	log_mark
	hook_set tee_panic "$2"
	hook_set fail_tee "$1"
}

ordered() {
	[ "$(hook fail_tee)" = 0 ]
}

no_order() {
	hook_set fail_tee 0
	hook_set tee_panic 0
}

which_command() {
	case $(hook tee_command) in
	1) echo load ;;
	2) echo start ;;
	3) echo stop ;;
	4) echo 'resource table' ;;
	5) echo 'core dump' ;;
	6) echo release ;;
	256) echo state ;;
	*) echo "command $(hook tee_command)" ;;
	esac
}

when() {
	case $1 in
	"$before") echo 'panic before' ;;
	"$after") echo 'panic after' ;;
	$((after + by_fault))) echo 'fault after' ;;
	esac
}

other() {
	echo "$*" >$hooks/other
}

# The application dies by another client's doing
other_panics() {
	! other "panic $before" 2>/dev/null && [ "$(hook other)" = $dead ]
}

# What application and SoC say, asked in a session of the other client
told() {
	other state 2>/dev/null && hook other_state
}

off_and_held='0 0'
started_and_running='2 1'

# --- what a test looks at

# timed COMMAND...: prints what it prints; notes how long it took
timed() {
	_from=$(now_cs)
	"$@"
	echo $(($(now_cs) - _from)) >>/tmp/times
}

died_once() {
	log_since_mark >/tmp/log.new
	cat /tmp/log.new
	[ "$(grep -c "$died\$" /tmp/log.new)" = 1 ]
}

# One line for the error, and it says what to do
one_advice() {
	log_since_mark | grep -e "($dead)" >/tmp/log.new
	cat /tmp/log.new
	[ "$(wc -l </tmp/log.new)" = 1 ] && grep -q 'died: try again' /tmp/log.new
}

no_advice() {
	! log_since_mark | grep -e '(0x'
}

# Offline for Linux, for the application and for the SoC; nothing is held, and no
# memory holds anything
clean() {
	left_nothing "$core" || return 1
	[ "$(told)" = "$off_and_held" ] || {
		echo "the TEE says: $(told)"
		return 1
	}
	sram_is_zero || return 1
	[ "$(private_nonzero 0)" = 0 ] || {
		echo 'private memories are not scrubbed'
		return 1
	}
}

# ended NAME: what every case ends with
ended() {
	ok "$1: nothing left, all scrubbed" clean
	ok "$1: the next start works" starts_again "$core" $fw
}

# came_back NAME: the same after a time without a session
came_back() {
	ok "$1: the next start works" starts_again "$core" $fw
	ok "$1: nothing left, all scrubbed" clean
}

# --- in a start

# start_panics ORDER N: N is load, resource table, resource table, start
start_panics() {
	order_at "$2" "$1"
	errno=$(timed core_start "$core" $fw)
	name="$(when "$1") command $2 of a start ($(which_command))"
	ok "$name: the driver tells, once" died_once
	if [ "$2" = 1 ]; then
		is "$errno" 0 "$name: loads in a new session, and starts"
		ok "$name: no error is told" no_advice
		ok "$name: runs" echo_test "$core" 20 "$1"
		is "$(core_stop "$core")" 0 "$name: stops"
	else
		is "$errno" EPIPE "$name: EPIPE"
		ok "$name: one line says what to do" one_advice
	fi
	ended "$name"
}

starts_panic() {
	for order in $before $after; do
		for n in 1 2 3 4; do
			start_panics "$order" $n
		done
	done
	# how it dies is the same to the driver
	for n in $(in_check_all '1 2 3 4' 4); do
		start_panics $((after + by_fault)) "$n"
	done
	# memories that Linux does not reach
	fw=teeproc-tcm.signed
	for n in 1 2 4; do
		start_panics $after $n
	done
	fw=teeproc-sram.signed
}

# --- after each of the requests that the TA sends to the pseudo-TA

# Half a load, a start of which nobody knows: as far as a start and a stop go
requests() {
	k=0
	step=$(in_check_all 1 2)
	while [ $k -lt 100 ]; do
		k=$((k + step))
		order_at 1 $((k << 16 | requested))
		errno=$(timed core_start "$core" $fw)
		stop=none
		[ "$errno" = 0 ] && stop=$(timed core_stop "$core")
		in=$(log_since_mark | sed -n "s/.*remoteproc.*: \(.*\): $died\$/\1/p")
		case $in in
		'') break ;;
		load | stop | release) want='0 0' ;;
		*) want='EPIPE none' ;;
		esac
		is "$errno $stop" "$want" "panic after request $k ($in): start $errno, stop $stop"
		ok "panic after request $k ($in): nothing left, all scrubbed" clean
	done
	# it still counts
	other "panic $requested"
	[ $k -gt 8 ] && [ $k -lt 100 ]
	tap_result $? "a start and a stop take less than $k requests"
}

# --- while it runs

# stop_panics ORDER N: N is stop, release
stop_panics() {
	core_start "$core" $fw >/dev/null
	order_at "$2" "$1"
	errno=$(timed core_stop "$core")
	name="$(when "$1") command $2 of a stop ($(which_command))"
	ok "$name: the driver tells, once" died_once
	is "$errno" 0 "$name: done in a new session"
	ended "$name"
}

dies_unseen() {
	is "$(core_start "$core" $fw)" 0 'dies while it runs: starts'
	ok 'dies while it runs: another client has it panic' other_panics
	ok 'dies while it runs: it echoes' echo_test "$core" 50 1
	ok 'dies while it runs: it still runs' state_is "$core" running
	is "$(told)" "$started_and_running" 'dies while it runs: the new instance finds it running'
	log_mark
	is "$(timed core_stop "$core")" 0 'dies while it runs: stops'
	ok 'dies while it runs: the driver tells, once' died_once
	ended 'dies while it runs'
}

while_it_runs() {
	for order in $before $after $(in_check_all $((after + by_fault)) ''); do
		for n in 1 2; do
			stop_panics "$order" $n
		done
	done
	dies_unseen
}

# --- in a recovery

up_or_crashed() {
	state_is "$core" crashed || [ "$(hook starts)" -gt "$_starts" ]
}

# recovery_panics ORDER N: N is stop, twice core dump, load, resource table, start
recovery_panics() {
	core_start "$core" $fw >/dev/null
	wait_for 10 rpmsg_of "$core"
	no_dump_left
	_starts=$(hook starts)
	order_at "$2" "$1"
	echo 1 >"/sys/kernel/debug/remoteproc/$core/crash"
	wait_for 20 ordered
	name="$(when "$1") command $2 of a recovery ($(which_command))"
	ok "$name: the driver tells, once" wait_for 5 died_once
	case $(which_command) in
	stop | 'core dump')
		not_ok "$name: there is no core dump" has_dump
		ok "$name: and the log says so" eval "log_since_mark | grep 'no core dump'"
		;;
	*)
		ok "$name: the core dump is there" has_dump
		;;
	esac
	no_dump_left
	case $(which_command) in
	'resource table' | start)
		ok "$name: the crash is told" wait_for 5 state_is "$core" crashed
		ok "$name: one line says what to do" one_advice
		ok "$name: can be ended" end_crashed "$core"
		;;
	*)
		ok "$name: it comes up" wait_for 60 started_since "$core" "$_starts"
		ok "$name: runs" echo_test "$core" 20 "$2"
		is "$(core_stop "$core")" 0 "$name: stops"
		;;
	esac
	ended "$name"
}

recoveries_panic() {
	core_set "$core" coredump enabled >/dev/null
	for n in 1 2 3 4 5 6; do
		for order in $(in_check_all "$before $after" $((n % 2 ? before : after))); do
			recovery_panics "$order" $n
		done
	done
	core_set "$core" coredump disabled >/dev/null
}

# --- at probe

bound() {
	[ -e $platform/remoteproc-0 ]
}

bind() {
	echo remoteproc-0 >$platform/bind 2>/dev/null
	bound
}

unbind() {
	echo remoteproc-0 >$platform/unbind
}

# Numbers and names of devices change with a probe
rebound() {
	core=$(core_of "$core0_name") || return 1
	starts_again "$core" $fw || return 1
	renumbered
}

probe_panics() {
	for order in $before $after; do
		name="$(when "$order") the state at probe"
		unbind
		order_at 1 "$order"
		ok "$name: bound" bind
		ok "$name: the driver tells, once" died_once
		ok "$name: starts" rebound
		ended "$name"
	done
	unbind
	hook_set panic_opens $before
	log_mark
	not_ok 'panic at the first session: not bound' bind
	ok 'panic at the first session: one line says what to do' one_advice
	hook_set panic_opens 0
	ok 'panic at the first session: bound afterwards' bind
	ok 'panic at the first session: starts' rebound
	ended 'panic at the first session'
}

# --- several clients: one instance, so all of their sessions die with it

two_clients() {
	other keep
	ok 'two clients: the other one asks' other state
	order_at 1 $before
	is "$(core_start "$core" $fw)" 0 'two clients: panic at our load: starts'
	not_ok "two clients: the other one's session is dead" other state
	is "$(hook other)" $dead 'two clients: and it is told so'
	is "$(core_stop "$core")" 0 'two clients: ours stops'
	ok 'two clients: the dead session is closed' other drop
	ended 'two clients'
}

two_cores() {
	is "$(core_start "$core1" $fw)" 0 'two cores: the second one starts'
	for n in 1 4; do
		order_at $n $after
		core_start "$core" $fw >/dev/null
		core_stop "$core" >/dev/null
		ok "two cores: panic at $(which_command) of the first: the second echoes" \
			echo_test "$core1" 50 $n
	done
	log_mark
	is "$(core_stop "$core1")" 0 'two cores: the second one stops, in a new session'
	ok 'two cores: the driver tells, once' died_once
	ok 'two cores: the second one starts again' starts_again "$core1" $fw
	ended 'two cores'
}

# --- it does not come back: each new session panics

gone() {
	hook_set panic_opens $before
	other_panics
}

back() {
	hook_set panic_opens 0
}

gone_while_offline() {
	gone
	for round in 1 2; do
		log_mark
		is "$(timed core_start "$core" $fw)" EPIPE "gone while offline: start $round: EPIPE"
		ok "gone while offline: start $round: offline" state_is "$core" offline
		ok "gone while offline: start $round: the log says what to do" \
			eval "log_since_mark | grep 'died: try again'"
		ok "gone while offline: start $round: and that there is no session" \
			eval "log_since_mark | grep 'no new session: $dead'"
	done
	back
	came_back 'gone while offline'
}

gone_while_running() {
	is "$(core_start "$core" $fw)" 0 'gone while running: starts'
	gone
	ok 'gone while running: echoes' echo_test "$core" 50 2
	log_mark
	is "$(timed core_stop "$core")" EPIPE 'gone while running: stop: EPIPE'
	ok 'gone while running: one line says what to do' one_advice
	ok 'gone while running: it still runs' state_is "$core" running
	echo 1 >"/sys/kernel/debug/remoteproc/$core/crash"
	ok 'gone while running: a crash is told' wait_for 60 state_is "$core" crashed
	back
	ok 'gone while running: it comes back, and is ended' end_crashed "$core"
	ended 'gone while running'
}

# The worst: it was started, nobody was told, and nobody can stop it
gone_with_a_start() {
	hook_set panic_opens $before
	order_at 4 $after
	is "$(timed core_start "$core" $fw)" EPIPE 'gone with a start: EPIPE'
	ok 'gone with a start: offline' state_is "$core" offline
	ok 'gone with a start: the log says that it was not released' \
		eval "log_since_mark | grep 'release: .*died: try again'"
	is "$(told)" "$started_and_running" 'gone with a start: the core runs'
	back
	came_back 'gone with a start'
}

dies_each_time() {
	hook_set panic_calls $before
	log_mark
	is "$(timed core_start "$core" $fw)" EPIPE 'each command panics: EPIPE'
	ok 'each command panics: offline' state_is "$core" offline
	hook_set panic_calls 0
	ended 'each command panics'
}

# The driver goes, whatever the TEE says; what runs is found by the next one
gone_with_the_driver() {
	gone
	ok 'gone, offline: unbound' eval 'unbind; ! bound'
	not_ok 'gone, offline: not bound again' bind
	back
	ok 'gone, offline: bound when it is back' bind
	ok 'gone, offline: starts' rebound

	is "$(core_start "$core" $fw)" 0 'gone, running: starts'
	gone
	ok 'gone, running: unbound' eval 'unbind; ! bound'
	ok 'gone, running: no mapping left' no_mappings
	back
	is "$(told)" "$started_and_running" 'gone, running: the core runs'
	ok 'gone, running: bound when it is back' bind
	core=$(core_of "$core0_name") || bailoutput "no core $core0_name after the bind"
	is "$(core_get "$core" state)" detached 'gone, running: it is found running'
	is "$(core_start "$core")" 0 'gone, running: attached to'
	is "$(core_set "$core" state detach)" 0 'gone, running: left'
	is "$(core_start "$core")" 0 'gone, running: attached to again'
	is "$(core_stop "$core")" 0 'gone, running: stopped'
	ok 'gone, running: starts' rebound
	ended 'gone, running'
}

modules() {
	is "$(core_start "$core" $fw)" 0 'gone, modules: starts'
	gone
	ok 'gone, modules: rmmod teeproc_rproc' timeout 60 rmmod teeproc_rproc
	ok 'gone, modules: no mapping left' no_mappings
	ok 'gone, modules: modprobe teeproc_rproc is not kept waiting' timeout 60 modprobe teeproc_rproc
	not_ok 'gone, modules: there is no remote processor' core_of "$core0_name"
	ok 'gone, modules: rmmod teeproc_rproc once more' timeout 60 rmmod teeproc_rproc
	back
	rmmod teeproc_hooks
	tee_client_unloads 'gone, modules: rmmod teeproc_tee'
	ok 'gone, modules: rmmod optee' timeout 60 rmmod optee
	ok 'gone, modules: modprobe optee' modprobe optee
	ok 'gone, modules: modprobe teeproc_rproc' modprobe teeproc_rproc
	ok 'gone, modules: the remote processor is there' wait_for 10 core_of "$core0_name"
	core=$(core_of "$core0_name")
	is "$(core_start "$core")" 0 'gone, modules: attached to'
	is "$(core_stop "$core")" 0 'gone, modules: stopped'
	ok 'gone, modules: its memory is scrubbed' sram_is_zero
	ok 'gone, modules: starts' starts_again "$core" $fw
}

starts_panic
requests
no_order
while_it_runs
recoveries_panic
probe_panics
two_clients
[ -z "$core1_name" ] || two_cores
gone_while_offline
gone_while_running
gone_with_a_start
dies_each_time
gone_with_the_driver
modules

slowest=$(sort -n /tmp/times | tail -n 1)
diag "the slowest command: $((slowest * 10)) ms"
# a hang, on whatever else the machine has to do
at_most "$slowest" $((12000 * slow)) 'none of all commands hangs'
done_testing
