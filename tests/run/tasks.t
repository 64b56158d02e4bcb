#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# examples/tasks in both modes: two tasks under a scheduler, rpmsg, and the watchdog
# that tells which one hangs; it recovers from that and from a crash in a task.

. "$(dirname "$0")/lib.sh"

cat tests/board/lib.sh tests/run/tasks.sh >"$dir/tasks.sh"

# names_it NAME: the pc that the fault handler took from the task's stack
names_it() {
	local pc
	pc=$(sed -n 's/^m4-0 uart: HardFault: pc \([0-9a-f]*\).*/\1/p' "$dir/stderr")
	arm-none-eabi-addr2line -f -e "$2" "0x$pc" | grep -qx command_crash
	ok $? "$1: the fault was in the command of a task"
}

# opens NAME ELF: the core file of the last crash, and finds the task's stack in it
opens() {
	gdb-multiarch -nx -batch -ex bt -ex 'frame function hard_fault' \
		-ex 'info symbol frame->pc' "$2" \
		"$dir/core files/core0.core" >"$dir/gdb" 2>&1
	# wherever it was on its way to sleep when the core was stopped
	grep -q '^#[0-9].* hard_fault' "$dir/gdb" &&
		grep -q '^command_crash in section' "$dir/gdb"
	ok $? "$1: gdb opens the core file: the handler's stack, and the task's"
}

# works MODE ELF
works() {
	runs 0 "$1: the script" --mode "$1" --script "$dir/tasks.sh" \
		--junit "$dir/junit.xml" --events "$dir/events.json" \
		--core-files "$dir/core files" "$2"
	grep -E '^(ok|not ok|#)' "$dir/stdout" | sed 's/^/# /'
	for task in ticker server; do
		says stderr "^m4-0 uart: watchdog: the $task shows no sign of life" \
			"$1: the watchdog tells that the $task hangs"
	done
	[ "$(grep -c 'uart: watchdog: the' "$dir/stderr")" = 2 ]
	ok $? "$1: and of no other"
	[ "$(grep -c 'm4-0: crashed: watchdog' "$dir/stderr")" = 2 ]
	ok $? "$1: each is a crash by the watchdog"
	names_it "$1" "$2"
	opens "$1" "$2"
	[ "$(xmllint --xpath 'concat(//@tests, " ", //@failures)' "$dir/junit.xml")" = '11 0' ]
	ok $? "$1: JUnit has the script's tests"
	python3 "$(dirname "$0")/timeline.py" "$1" <"$dir/events.json"
	ok $? "$1: the timeline has what has happened"
}

works secure build/examples/tasks-tcm.elf
works direct build/examples/tasks-sram.elf
done_testing
