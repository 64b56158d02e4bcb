# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# What a remote processor needs and tells beside memory and mailboxes: power
# domains and clocks (hooks/test_resources.c) that are on while it runs, a watchdog
# whose interrupt the test raises at the interrupt controller, memory that is given
# as reg. Core 0 is the TEE's, core 1 in direct mode.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

platform=/sys/bus/platform/drivers/teeproc_rproc
resources=/sys/module/teeproc_test_resources/parameters
fixed=/sys/kernel/debug/clk/test-clock/clk_enable_count
device0=60000000.remoteproc

have_both() {
	core0=$(core_of m4-0) && core1=$(core_of m4-1)
}

# on: the domains and clocks that are on, bit by bit, and users of the fixed clock
on() {
	echo "$(cat $resources/domains) $(cat $resources/clocks) $(cat $fixed)"
}

# fire ID: watchdog of core ID, interrupt 200 + ID of the shared ones: its bit among
# the pending ones of the GIC
fire() {
	physmem set $((0x08000200 + 4 * 7)) $((1 << (8 + $1)))
}

# --- power and clocks

not_ok 'without power domains and clocks no remote processor' have_both
ok 'the module with both comes' modprobe teeproc_test_resources
ok 'with it there are both' wait_for 20 have_both
have_both || bailoutput 'not both cores are there'
load_hooks
is "$(on)" '0 0 0' 'offline: all is off'

switches() {
	fw0=teeproc-sram.signed
	fw1=teeproc-sram.elf
	is "$(core_start "$core0" $fw0)" 0 'the first starts'
	is "$(on)" '1 1 1' 'the first runs: its domain and clocks are on'
	ok 'the first runs: its memory is a carveout' grep -q 'firmware' \
		"/sys/kernel/debug/remoteproc/$core0/carveout_memories"
	is "$(core_start "$core1" $fw1)" 0 'the second starts'
	is "$(on)" '3 3 2' 'both run: all are on'
	ok 'the first echoes' echo_test "$core0" 50 1
	ok 'the second echoes' echo_test "$core1" 50 2
	echo 0 >$resources/switched
	ups=$(times_up "$core0")
	ok 'the first crashes' command_to "$core0" crash
	ok 'and recovers' wait_for 60 came_up_again "$core0" "$ups"
	is "$(cat $resources/switched)" 0 'a recovery switches nothing'
	is "$(core_stop "$core0")" 0 'the first stops'
	is "$(on)" '2 2 1' 'the second runs: its own are on'
	is "$(core_stop "$core1")" 0 'the second stops'
	is "$(on)" '0 0 0' 'none runs: all is off'
}

# fails CORE FIRMWARE BIT KIND NAME: what can't be switched on
fails() {
	log_mark
	echo "$3" >"$resources/fail_$4"
	is "$(core_start "$1" "$2")" EIO "$5: no $4: EIO"
	is "$(core_get "$1" state) $(on)" 'offline 0 0 0' "$5: no $4: offline, all is off"
	ok "$5: no $4: the log says so" log_has "no ${6}: -5"
	echo 0 >"$resources/fail_$4"
	ok "$5: no $4: starts again" starts_again "$1" "$2"
	is "$(on)" '0 0 0' "$5: no $4: and all is off"
}

refused() {
	is "$(core_start "$core0" bad-tampered-first.signed)" EKEYREJECTED \
		'an image that is refused'
	is "$(on)" '0 0 0' 'an image that is refused: all is off'
}

# a core that runs keeps what it needs, whether attached to or not
found_running() {
	echo $device0 >$platform/unbind
	is "$(on)" '0 0 0' 'found running: unbound: all is off'
	ok 'found running: another client starts it' \
		eval "echo 'start teeproc-sram.signed' >$hooks/other"
	echo $device0 >$platform/bind
	have_both
	is "$(core_get "$core0" state) $(on)" 'detached 1 1 1' \
		'found running: detached: all is on'
	is "$(core_start "$core0")" 0 'found running: attach'
	is "$(core_set "$core0" state detach)" 0 'found running: detach'
	is "$(core_get "$core0" state) $(on)" 'detached 1 1 1' \
		'found running: detached again: all is on'
	is "$(core_start "$core0")" 0 'found running: attach again'
	cp /lib/firmware/teeproc-sram.signed /lib/firmware/rproc-m4-0-fw
	log_mark
	fire 0
	ok 'found running: its watchdog is heard' wait_for 5 log_has 'type watchdog'
	ok 'found running: it recovers' wait_for 60 state_is "$core0" running
	is "$(core_stop "$core0")" 0 'found running: stops'
	is "$(on)" '0 0 0' 'found running: stopped: all is off'
}

# --- watchdog

# watchdog ID CORE FIRMWARE NAME
watchdog() {
	fire "$1"
	ups=$(times_up "$2")
	is "$(core_start "$2" "$3")" 0 "$4: starts, with a watchdog that has fired before"
	wait_for 10 rpmsg_of "$2"
	usleep 300000
	is "$(core_get "$2" state) $(times_up "$2")" "running $((ups + 1))" \
		"$4: what it had told before the start is no crash"
	for round in 1 2 3; do
		log_mark
		ups=$(times_up "$2")
		wait_for 10 rpmsg_of "$2"
		fire "$1"
		ok "$4: watchdog $round: recovers" wait_for 60 came_up_again "$2" "$ups"
		is "$(log_since_mark | grep -c 'crash detected in .* type watchdog')" 1 \
			"$4: watchdog $round: one crash, of the watchdog"
		ok "$4: watchdog $round: echoes" echo_test "$2" 50 "$round"
	done
	ups=$(times_up "$2")
	is "$(core_stop "$2")" 0 "$4: stops"
	fire "$1"
	usleep 300000
	is "$(core_get "$2" state) $(times_up "$2")" "offline $ups" \
		"$4: a watchdog of one that is offline is not heard"
	is "$(on)" '0 0 0' "$4: all is off"
}

# crashes_again: it crashes, by the core's debugfs, and its watchdog fires before the
# recovery has stopped it: that is of the firmware that has gone
crashes_again() {
	is "$(core_start "$core0" teeproc-sram.signed)" 0 'fires in a recovery: starts'
	wait_for 10 rpmsg_of "$core0"
	ups=$(times_up "$core0")
	log_mark
	hook_set hold $command_stop
	echo 1 >"/sys/kernel/debug/remoteproc/$core0/crash"
	ok 'fires in a recovery: that is under way' wait_for 20 command_waits
	irqs=$(watchdog_irqs)
	fire 0
	ok 'fires in a recovery: fires' wait_for 5 eval "[ \"\$(watchdog_irqs)\" != '$irqs' ]"
	hook_set hold 0
	ok 'fires in a recovery: recovers' wait_for 60 came_up_again "$core0" "$ups"
	usleep 300000
	is "$(times_up "$core0") $(log_since_mark | grep -c 'crash detected')" \
		"$((ups + 1)) 1" 'fires in a recovery: and that is all'
	log_mark
	ups=$(times_up "$core0")
	fire 0
	ok 'fires in a recovery: the next is heard' wait_for 60 came_up_again "$core0" "$ups"
	is "$(core_stop "$core0")" 0 'fires in a recovery: stops'
}

# how often that of core 0 came
watchdog_irqs() {
	grep "$device0" /proc/interrupts
}

# --- memory by reg

ok 'the memory of the first is its own' \
	grep -q '60000000-60bfffff : 60000000.remoteproc' /proc/iomem
ok 'the memory of the second is its own' \
	grep -q '61000000-61bfffff : 61000000.remoteproc' /proc/iomem

switches
fails "$core0" teeproc-sram.signed 1 domains 'TEE case' power
fails "$core0" teeproc-sram.signed 1 clocks 'TEE case' clock
fails "$core1" teeproc-sram.elf 2 domains 'normal case' power
fails "$core1" teeproc-sram.elf 2 clocks 'normal case' clock
refused
watchdog 0 "$core0" teeproc-sram.signed 'TEE case'
watchdog 1 "$core1" teeproc-sram.elf 'normal case'
crashes_again
is "$(cat $resources/unpowered)" 0 'the TEE is never asked about one without power'
found_running
is "$(cat $resources/disorder)" 0 'no clock was ever on without its power domain'
echo $device0 >$platform/unbind
not_ok 'unbound: its memory is free' grep -q '60000000.remoteproc' /proc/iomem
is "$(on)" '0 0 0' 'unbound: all is off'

done_testing
