#!/bin/busybox sh
# SPDX-License-Identifier: BSD-2-Clause
#
# examples/tasks, seen from the board: behind the helpers of tests/board/lib.sh.

core=remoteproc0

# ask TEXT: the answer of its channel
ask() {
	exec 3<>"$(rpmsg_of $core)" || return
	echo "$1" >&3
	dd bs=512 count=1 <&3 2>/dev/null
	exec 3>&-
}

tell() {
	echo "$1" >"$(rpmsg_of $core)"
}

# counted WHICH, of what "tasks count" answers
counted() {
	ask 'tasks count' | sed "s/.*$1 \([0-9]*\).*/\1/"
}

ping_works() {
	rprocctl ping --count 20 --interval 0.02 m4-0
}

seconds_have_gone_on() {
	[ "$(counted seconds)" -gt "$1" ]
}

wait_for 10 rpmsg_of $core
ok 'the server echoes' ping_works
before=$(counted seconds)
echoes=$(counted echoes)
ok 'and counts' [ "$echoes" -ge 20 ]
ok 'the ticker ticks beside it' wait_for 5 seconds_have_gone_on "$before"
ok 'and the server gets what it sends' wait_for 5 trace_has $core '^tick [0-9]'
ok 'tasks are switched' [ "$(counted switches)" -gt 40 ]

for task in ticker server; do
	up=$(times_up $core)
	tell "tasks hang $task"
	ok "$task hangs: the core is recovered" recovers $core "$up"
	ok "$task hung: and the server echoes" ping_works
done

up=$(times_up $core)
tell 'tasks crash'
ok 'a crash in a task: the core is recovered' recovers $core "$up"
ok 'it crashed: and the server echoes' ping_works
done_testing
