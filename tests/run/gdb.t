#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# teeproc-board run --gdb: a breakpoint before main() is hit, variables are read, and
# the breakpoint is hit again when the firmware has crashed and Linux has recovered
# it; gdb leaves, and the firmware runs on. In both modes.
set -u
. tests/run/lib.sh

# in the board: crash it once, and wait until it is back
cat >"$dir/crash.sh" <<'END'
#!/bin/sh
channel() {
	for dir in /sys/class/rpmsg/rpmsg[0-9]*; do
		[ -c "/dev/${dir##*/}" ] && echo "/dev/${dir##*/}" && return
	done
	return 1
}
until channel >/dev/null; do usleep 50000; done
before=$(dmesg | grep -c 'is now up')
echo teeproc crash >"$(channel)"
until [ "$(dmesg | grep -c 'is now up')" -gt "$before" ] && channel >/dev/null; do
	usleep 50000
done
END

cat >"$dir/session.gdb" <<'END'
set confirm off
set pagination off
set tcp connect-timeout 60
break main
continue
print fault_in_fault
print vectors.stack
echo -- continue to the recovery\n
continue
print fault_in_fault
delete
detach
END

# debugs MODE FIRMWARE
debugs() {
	local mode=$1 elf=build/firmware/$2 port status run

	starts --mode "$mode" --gdb 0 --halt --timeout 250 --script "$dir/crash.sh" "$elf"
	waits has_said 'core 0: gdb: target remote'
	port=$(sed -n 's/.*core 0: gdb: target remote ://p' "$dir/stderr")
	timeout 250 gdb-multiarch -nx -batch -ex "target remote :$port" \
		-x "$dir/session.gdb" "$elf" >"$dir/gdb" 2>&1
	status=$?
	[ $status = 0 ] && [ "$(grep -c '^Breakpoint 1, main ()' "$dir/gdb")" = 2 ]
	ok $? "$mode: main() is reached twice, the second time after the recovery"
	[ "$(grep -cF '= false' "$dir/gdb")" = 2 ] &&
		grep -q '^\$2 = (uint32_t \*) 0x2' "$dir/gdb"
	ok $? "$mode: variables are read"
	sed -n '1,/-- continue to/p' "$dir/gdb" | grep -q '^Breakpoint 1, main'
	ok $? "$mode: the first time before the crash"
	wait $run
	ok $? "$mode: it runs on when gdb has gone"
	grep -q 'm4-0: crashed: its firmware says so' "$dir/stderr"
	ok $? "$mode: it has crashed in between"
	[ "$(grep -c 'uart: rpmsg: channel rpmsg-raw announced' "$dir/stderr")" = 2 ]
	ok $? "$mode: both runs were the firmware's whole one"
	[ $status = 0 ] || sed 's/^/# /' "$dir/gdb" "$dir/stderr"
}

debugs secure teeproc-tcm.elf
debugs direct teeproc-sram.elf
done_testing
