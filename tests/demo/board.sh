# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# The demo's part in the board. Prints for tests/demo/demo, one mark at the start
# of each line: @T title of a step, @C command, @O its output, @Y what was checked
# and held, @N what did not.

# shellcheck source=tests/board/lib.sh
. /tests/lib.sh
# shellcheck source=tests/secure/board.sh
. /tests/board.sh

failed=0

title() {
	echo "@T $*"
	step_begins
}

# type_ COMMAND: as a user types it; its output is in /tmp/out
type_() {
	echo "@C $1"
	eval "$1" >/tmp/out 2>&1
	status=$?
	sed 's/^/@O /' /tmp/out
	return $status
}

# holds TEXT COMMAND...
holds() {
	_text=$1
	shift
	if "$@" >/dev/null 2>&1; then
		echo "@Y $_text"
	else
		echo "@N $_text"
		failed=$((failed + 1))
	fi
}

# the kernel's log since the present step began: what an earlier one left there
# proves nothing
step_begins() {
	log_lines=$(dmesg | wc -l)
}

step_log() {
	dmesg | tail -n +$((log_lines + 1))
}

# stamp PATTERN: milliseconds since the boot of the last such line of this step
stamp() {
	step_log | sed -n "s/^\[ *\([0-9]*\)\.\([0-9]\{3\}\).*$1.*/\1\2/p" | tail -n 1
}

# why the TEE has refused an image in this step; one reason, not several
reason() {
	step_log | sed -n 's/^\[[^]]*\] //; s/.*: \(load: .*\)/\1/p'
}

core=$(core_of "$core0_name") || exit 1
cd "/sys/class/remoteproc/$core" || exit 1
dir="/sys/class/remoteproc/$core"

refused() {
	type_ "echo $1 > firmware"
	type_ 'echo start > state'
	holds 'the start is refused' [ $status -ne 0 ]
	type_ 'dmesg | grep load: | tail -n 1'
	holds 'the log says why, and what to do' expr "$(reason)" : "$2"
	holds 'the core is offline' state_is "$core" offline
}

title 'Start: the TEE authenticates, loads and starts the core'
type_ "cd $dir"
type_ 'cat name state'
type_ 'echo demo.signed > firmware'
type_ 'echo start > state'
holds "the core runs, $(($(stamp 'is now up') - $(stamp 'powering up'))) ms after the command" \
	state_is "$core" running

title "The firmware's trace"
wait_for 10 trace_has "$core" 'channel rpmsg-raw announced'
type_ "cat /sys/kernel/debug/remoteproc/$core/trace0"
holds 'the firmware is up, in memory that Linux does not reach' \
	trace_has "$core" 'tcm layout, is up'

title 'An rpmsg round trip'
wait_for 10 rpmsg_of "$core"
rpmsg=$(rpmsg_of "$core")
type_ "exec 3<>$rpmsg"
type_ "echo 'hello, $core_kind' >&3"
type_ 'dd bs=496 count=1 <&3 2>/dev/null'
holds 'the message came back' [ "$(cat /tmp/out)" = "hello, $core_kind" ]
type_ 'exec 3>&-'
type_ "rpmsg-echo $rpmsg 1000 1"
holds '1,000 messages of 1 to 496 bytes came back unchanged' [ $status -eq 0 ]

title 'A crash, and the recovery'
ups=$(times_up "$core")
type_ "echo 'teeproc crash' > $rpmsg"
wait_for 20 came_up_again "$core" "$ups"
type_ 'dmesg | grep -A 9 "crash detected" | grep remoteproc'
holds "the core runs again, $(($(stamp 'is now up') - $(stamp 'crash detected'))) ms after the crash: stopped, authenticated, loaded, started" \
	state_is "$core" running
wait_for 10 rpmsg_of "$core"
type_ "rpmsg-echo $(rpmsg_of "$core") 100 2"
holds 'and echoes' [ $status -eq 0 ]

title 'Stop'
type_ 'echo stop > state'
type_ 'cat state'
holds 'the core is offline' state_is "$core" offline

title 'One changed bit'
refused tampered.signed 'load: not authentic or rolled back: reinstall it'

title 'The key of a stranger'
refused stranger.signed 'load: not authentic or rolled back: .*trusted key'

title 'The plain ELF file, not signed'
refused demo.elf 'load: not a signed image'

title 'An older version than the one that has run'
refused old.signed 'load: not authentic or rolled back: .*current one'

title 'And the right one again'
type_ 'echo demo.signed > firmware'
type_ 'echo start > state'
holds 'the core runs' state_is "$core" running
type_ 'echo stop > state'
holds 'the core is offline' state_is "$core" offline

echo "@E $failed"
