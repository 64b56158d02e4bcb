# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# Helpers of the tests with several cores, on top of lib-secure.sh: all of them start,
# echo, crash and stop at the same time, or something happens to one while the
# others echo on.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

fw=teeproc-sram.signed
tcm=teeproc-tcm.signed

# find_cores COUNT: the board's, in the order of their memory, as $cores; each is what
# Linux calls it
find_cores() {
	cores=
	_n=0
	while [ $_n -lt "$1" ]; do
		_found=$(core_of "m4-$_n") || return 1
		cores="$cores${cores:+ }$_found"
		_n=$((_n + 1))
	done
	n_cores=$1
}

# number_of CORE: its place in $cores
number_of() {
	_n=0
	for _one in $cores; do
		[ "$_one" != "$1" ] || break
		_n=$((_n + 1))
	done
	echo $_n
}

# each WORD: once for each core
each() {
	_words=
	for _one in $cores; do
		_words="$_words${_words:+ }$1"
	done
	echo "$_words"
}

sram_of() {
	echo $((sram0 + $(number_of "$1") * sram_size))
}

# results PID...: waits for them; prints what they left, in the order of the cores
results() {
	for _pid; do
		wait "$_pid"
	done
	_words=
	for _one in $cores; do
		_words="$_words${_words:+ }$(cat "/tmp/at_once.$_one")"
	done
	echo "$_words"
}

# start_all FIRMWARE...: the cores get them by turns. Prints all results.
start_all() {
	_pids=
	for _one in $cores; do
		core_start "$_one" "$1" >"/tmp/at_once.$_one" &
		_pids="$_pids $!"
		_first=$1
		shift
		set -- "$@" "$_first"
	done
	# shellcheck disable=SC2086 # numbers
	results $_pids
}

# all_do COMMAND...: with the core's name behind it; prints all results
all_do() {
	_pids=
	for _one in $cores; do
		"$@" "$_one" >"/tmp/at_once.$_one" 2>&1 &
		_pids="$_pids $!"
	done
	# shellcheck disable=SC2086 # numbers
	results $_pids
}

stop_all() {
	all_do core_stop
}

all_are() {
	for _one in $cores; do
		state_is "$_one" "$1" || return 1
	done
}

# echo_one COUNT SEED CORE: one word, what comes of it
echo_one() {
	if echo_test "$3" "$1" "$2" 16 >"/tmp/echo.$3" 2>&1; then
		echo 0
	else
		tail -n 1 "/tmp/echo.$3" | tr ' ' _
	fi
}

echo_all() {
	all_do echo_one "$1" "$2"
}

memories_are_zero() {
	physmem zero $sram0 $((n_cores * sram_size))
}

private_nonzero_of_all() {
	_words=
	_number=0
	while [ $_number -lt "$n_cores" ]; do
		_words="$_words${_words:+ }$(private_nonzero $_number)"
		_number=$((_number + 1))
	done
	echo "$_words"
}

nothing_left() {
	all_are offline && left_nothing "${cores%% *}"
}

nothing_left_of_all() {
	ok "$1: nothing left" nothing_left
	ok "$1: the shared memories are scrubbed" memories_are_zero
	is "$(private_nonzero_of_all)" "$(each 0)" "$1: the private memories are scrubbed"
}

# --- all start, echo, stop at once

# lives_at_once ROUNDS
lives_at_once() {
	# shellcheck disable=SC2154 # from table.sh
	ok 'one code for all' [ "$text_size" -gt 0 ]
	round=0
	bad=
	while [ $round -lt "$1" ]; do
		round=$((round + 1))
		second=$fw
		[ $((round % 2)) = 0 ] || second=$tcm
		result=$(start_all $fw $second)
		[ "$result" = "$(each 0)" ] || bad="$bad $round:start:$result"
		all_are running || bad="$bad $round:not-running"
		result=$(echo_all 50 $round)
		[ "$result" = "$(each 0)" ] || bad="$bad $round:echo:$result"
		[ $round != 1 ] || {
			not_ok 'at once: memory of the first is in use' \
				physmem zero $sram0 $sram_size
			[ "$(private_nonzero 1)" -gt 0 ]
			tap_result $? 'at once: private memory of the second is in use'
			is "$(private_nonzero 0)" 0 'at once: and none of the first'
		}
		result=$(stop_all)
		[ "$result" = "$(each 0)" ] || bad="$bad $round:stop:$result"
		all_are offline || bad="$bad $round:not-offline"
	done
	is "$bad" '' "at once: $n_cores start, echo and stop, $1 times"
	nothing_left_of_all 'at once'
}

# --- all crash at once

# ups: how often each has come up since the boot
ups() {
	dmesg | grep -o 'remoteproc remoteproc[0-9]*: remote processor .* is now up' \
		>/tmp/ups
	for _one in $cores; do
		grep -c "^remoteproc $_one:" /tmp/ups
	done
}

# each is up once more than UPS said, runs and has its channel
came_up_all() {
	ups >/tmp/ups.now
	awk 'NR == FNR { before[FNR] = $1; next } $1 <= before[FNR] { bad = 1 } END { exit bad }' \
		/tmp/ups.before /tmp/ups.now && all_are running &&
		have_channels
}

have_channels() {
	for _has in $cores; do
		rpmsg_of "$_has" || return 1
	done
}

# crash_at_once ROUNDS
crash_at_once() {
	is "$(start_all $fw $tcm)" "$(each 0)" 'all crash: all start'
	remember running
	round=0
	while [ $round -lt "$1" ]; do
		round=$((round + 1))
		wait_for $((30 * n_cores)) have_channels || break
		ups >/tmp/ups.before
		all_do crash_one >/dev/null
		wait_for $((60 * n_cores)) came_up_all || break
	done
	ok "all crash: $n_cores recovered, $1 times" came_up_all
	is "$(echo_all 50 8)" "$(each 0)" 'all crash: all echo'
	ok 'all crash: holds the same as before' holds running
	is "$(stop_all)" "$(each 0)" 'all crash: all stop'
	nothing_left_of_all 'all crash'
}

crash_one() {
	command_to "$1" crash
}

# --- something happens to one of them

# beside CORES NAME COMMAND...: they echo all the time while the command runs, and are
# the same afterwards: not started again, their code unchanged
beside() {
	_beside=$1
	_beside_name=$2
	shift 2
	rm -f /tmp/enough
	_echoes=
	for _other in $_beside; do
		times_up "$_other" >"/tmp/ups.$_other"
		code_of "$_other" >"/tmp/code.$_other"
		echo_on "$_other" >"/tmp/echo.$_other" 2>&1 &
		_echoes="$_echoes$! "
	done
	"$@"
	touch /tmp/enough
	for _other in $_beside; do
		wait "${_echoes%% *}"
		echoed_on $? "$_other"
		_echoes=${_echoes#* }
	done
}

# echoed_on STATUS CORE: what beside found
echoed_on() {
	tap_result "$1" "$_beside_name: $2 echoed all the time" ||
		diag "$(cat "/tmp/echo.$2")"
	diag "$(grep -c . "/tmp/echo.$2") times 200 messages"
	is "$(core_get "$2" state) $(times_up "$2")" "running $(cat "/tmp/ups.$2")" \
		"$_beside_name: $2 was never restarted"
	code_of "$2" >/tmp/code.now
	ok "$_beside_name: nor its code changed" cmp "/tmp/code.$2" /tmp/code.now
}

# echo_on CORE: until /tmp/enough is there, once at least
echo_on() {
	wait_for 10 rpmsg_of "$1"
	_device=$(rpmsg_of "$1") || return 1
	while rpmsg-echo "$_device" 200 4 16; do
		[ ! -e /tmp/enough ] || return 0
		# one CPU has to do for all of them, and for what happens meanwhile
		usleep $((n_cores * 20000))
	done
	return 1
}

# code_of CORE: what it executes, in the shared memory
code_of() {
	physmem read "$(sram_of "$1")" "$text_size"
}

# crash CORE COMMAND: and it recovers
crash() {
	wait_for 10 rpmsg_of "$1"
	_before=$(times_up "$1")
	ok "crash: $2: takes the command" command_to "$1" "$2"
	# the others are busy
	ok "crash: $2: comes up again" wait_for $((60 * n_cores)) came_up_again "$1" "$_before"
	ok "crash: $2: echoes again" echo_test "$1" 100 2
}

# refuse CORE IMAGE ERRNO: while the others run
refuse() {
	is "$(core_start "$1" "$2")" "$3" "refused: $2: $3"
	is "$(core_get "$1" state)" offline "refused: $2: offline"
	ok "refused: $2: nothing left in its shared memory" \
		physmem zero "$(sram_of "$1")" $sram_size
	is "$(private_nonzero "$(number_of "$1")")" 0 \
		"refused: $2: nothing left in its private memories"
}

# stop_and_start CORE FIRMWARE: another one than it had
stop_and_start() {
	is "$(core_stop "$1")" 0 'stop: stops'
	ok 'stop: its memory is scrubbed' physmem zero "$(sram_of "$1")" $sram_size
	is "$(core_start "$1" "$2")" 0 'stop: starts another firmware'
	ok 'stop: echoes' echo_test "$1" 50 3
}
