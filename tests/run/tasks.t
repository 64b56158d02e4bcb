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

# works MODE ELF
works() {
	runs 0 "$1: the script" --mode "$1" --script "$dir/tasks.sh" "$2"
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
}

works secure build/examples/tasks-tcm.elf
works direct build/examples/tasks-sram.elf
done_testing
