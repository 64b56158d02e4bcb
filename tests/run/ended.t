#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# teeproc-board run and shell when something ends or stops at the wrong moment: they
# themselves, Linux, or a core.
set -u
. tests/run/lib.sh
# other tests' boards have none of their folders here
export TMPDIR=$dir/tmp
mkdir "$TMPDIR"

nothing_left() {
	[ -z "$(ls -A "$TMPDIR")" ]
	ok $? "$1: nothing is left behind"
}

# --- a signal before there is a board: while the firmware is signed
cat >"$dir/image" <<END
#!/bin/sh
kill -\$SIGNAL \$PPID
exec $PWD/build/tools/teeproc-image/teeproc-image "\$@"
END
chmod +x "$dir/image"
for SIGNAL in INT TERM HUP; do
	export SIGNAL
	TEEPROC_IMAGE=$dir/image runs 0 "SIG$SIGNAL while it signs" "$firmware/hello.elf"
	nothing_left "SIG$SIGNAL while it signs"
done
TEEPROC_IMAGE=$dir/image timeout 60 "$board" shell "$firmware/hello.elf" </dev/null >"$dir/stdout" 2>&1
[ $? != 124 ] && ! grep -q 'boot: .*shell' "$dir/stdout"
ok $? 'a shell while it signs: it does not come'
nothing_left 'a shell while it signs'

# --- what a run consists of
qemus_below() { # PID MACHINE
	local child
	for child in $(cat "/proc/$1/task/$1/children" 2>/dev/null); do
		[[ $(readlink "/proc/$child/exe") != */qemu-system-$2 ]] || echo "$child"
		qemus_below "$child" "$2"
	done
}
# finds MACHINE: of the run, aarch64, which is Linux, or arm, its cores, as $qemus
finds() {
	# the kernel's list may lack some while another child ends
	qemus=$(qemus_below $run "$1")
	[ -n "$qemus" ]
}

# starts_without_linux: the firmware has last words and ends, and Linux stands still from
# before its first instruction, at which gdb has held it; $qemus is Linux
starts_without_linux() {
	local gdb
	rm -f "$dir/holds" "$dir/stopped"
	starts --gdb 0 --halt --expect 'its last words' "$firmware/last-words.elf"
	waits has_said 'core 0: gdb: target remote'
	gdb-multiarch -nx -batch -ex 'set tcp connect-timeout 60' \
		-ex "target remote $(sed -n 's/.*core 0: gdb: target remote //p' "$dir/stderr")" \
		-ex 'break reset' -ex continue \
		-ex "shell touch $dir/holds; until [ -e $dir/stopped ]; do sleep 0.1; done" \
		-ex delete -ex detach "$firmware/last-words.elf" >"$dir/gdb" 2>&1 &
	gdb=$!
	until [ -e "$dir/holds" ] || ! kill -0 $gdb 2>/dev/null; do sleep 0.1; done
	waits finds aarch64
	kill -STOP "$qemus"
	ok $? "$1: Linux is stopped before the firmware runs"
	touch "$dir/stopped"
	wait $gdb
	grep -q '^Breakpoint 1, reset' "$dir/gdb" || { sed 's/^/# /' "$dir/gdb" && false; }
	ok $? "$1: gdb has held it"
	waits has_said 'its firmware has ended'
}

# --- Linux has no time when the firmware ends
starts_without_linux 'last words that come late'
sleep 3
kill -CONT "$qemus"
wait $run
status=$?
ended_with 0 'last words that come late' last-words.elf
says stderr 'expect: seen: its last words' 'are waited for'
starts_without_linux 'last words that do not come'
wait $run
status=$?
ended_with 1 'last words that do not come' last-words.elf
says stderr "its last words: not seen before the firmware's end" 'after a minute that is said'
! kill -0 "$qemus" 2>/dev/null
ok $? 'and Linux, which still stands, is ended'
nothing_left 'last words that do not come'

# --- a crash without registers: the core's QEMU is killed
# killed STATUS NAME ARGUMENT...: once the firmware is up
killed() {
	local status
	starts "${@:3}" "$firmware/hello.elf"
	waits has_said 'uart: tiny is up'
	waits finds arm
	# shellcheck disable=SC2086 # numbers
	kill -9 $qemus
	wait $run
	status=$?
	ended_with "$@"
	says stderr 'm4-0: crashed: its QEMU ended \(signal 9\)' "$2: its cause is told"
	! grep -q '^  pc ' "$dir/stderr"
	ok $? "$2: and no register"
}
cat >"$dir/told.sh" <<'END'
#!/bin/sh
until dmesg | grep -q 'crash detected'; do usleep 50000; done
exit 3
END
killed 1 'killed'
killed 3 'killed, and a script that ends with that' --script "$dir/told.sh"
nothing_left 'killed'

done_testing
