# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# The kernel's own stm32_rproc, with the series, on core 0 as st,stm32-rproc.yaml
# describes one in the charge of a TEE. Its mailboxes are the board's, and it hears of a
# crash by its watchdog alone, which the test raises at the interrupt controller.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

# On an STM32MP1 the buffers have one address for core and Linux, and the driver counts
# on it: it has none to tell. This firmware knows.
fw=teeproc-sram-ownbuffers.signed
platform=/sys/bus/platform/drivers/stm32-rproc
device=60000000.m4
detach_mailbox=/sys/module/teeproc_test_mbox/parameters

find_core() {
	core=$(core_of m4)
}

bound() {
	[ -e $platform/$device ]
}

# but for the pool of the buffers, which the kernel maps once for good
no_mappings() {
	! mappings | grep 'phys=0x0*60' | grep -v 'phys=0x0*60d00000 '
}

# watchdog of core 0, interrupt 200 of the shared ones: its bit among the pending ones of
# the GIC
fire() {
	physmem set $((0x08000200 + 4 * 7)) $((1 << 8))
}

# off, with nothing left in any memory and nothing of Linux'
nothing_left() {
	left_nothing "$core" && in_reset 0 && sram_is_zero && no_mappings
}

# --- the probe

is $tee_client remoteproc_tee 'the kernel has remoteproc_tee'
ok 'and stm32_rproc' test -d $platform
not_ok 'both are built in' grep -q -e '^remoteproc_tee ' -e '^stm32_rproc ' /proc/modules
not_ok 'without its mailboxes there is no remote processor' find_core
ok 'the controller of the last one comes' modprobe teeproc_test_mbox
ok 'and with it the remote processor' wait_for 20 find_core
find_core || bailoutput 'no core m4'
ok 'of stm32_rproc' bound
is "$(core_get "$core" state)" offline 'it is offline'
ok 'the TEE is the supplier of its device' \
	eval "ls -d /sys/bus/platform/devices/$device/supplier:tee:*"
load_hooks
is "$(core_start "$core" $fw)" 0 'starts once, for what is allocated for good'
is "$(core_stop "$core")" 0 'and stops'
remember first

# --- a life

life() {
	is "$(core_start "$core" $fw)" 0 "$1: starts"
	is "$(core_get "$core" state)" running "$1: running"
	not_ok "$1: the TEE has let the core go" in_reset 0
	ok "$1: its trace is there" wait_for 10 trace_has "$core" 'is up'
	ok "$1: echoes 1,000 messages" echo_test "$core" 1000 1
	diag "$output"
	is "$(command_to "$core" vring 5000)" 'vring 21c00000 21c08000' \
		"$1: the firmware has the vrings' addresses of its device tree"
	is "$(table_mappings)" 1 "$1: one mapping of the loaded table"
}

# --- crashes

# recovered NAME: comes up again by itself
recovered() {
	ok "$1: recovers" wait_for 60 came_up_again "$core" "$ups"
	ok "$1: echoes again" echo_test "$core" 200 2
	is "$(table_mappings)" 1 "$1: still one mapping of the loaded table"
}

# the firmware is dead by then; the driver hears of it by the interrupt
watchdog() {
	ups=$(times_up "$core")
	log_mark
	ok "watchdog, $1: takes the command" command_to "$core" "$1"
	usleep 500000
	is "$(core_get "$core" state) $(times_up "$core")" "running $ups" \
		"watchdog, $1: the driver does not know yet"
	not_ok "watchdog, $1: it answers no more" command_to "$core" vring 500
	fire
	recovered "watchdog, $1"
	is "$(log_since_mark | grep -c 'crash detected in .* type watchdog')" 1 \
		"watchdog, $1: one crash, of the watchdog"
}

dump_size() {
	stat -c %s /tmp/dump
}

by_debugfs() {
	ups=$(times_up "$core")
	no_dump_left
	core_set "$core" coredump enabled >/dev/null
	echo 1 >"/sys/kernel/debug/remoteproc/$core/crash"
	recovered 'crash by debugfs'
	core_set "$core" coredump disabled >/dev/null
	ok 'crash by debugfs: a core dump' has_dump
	cat /sys/class/devcoredump/devcd*/data >/tmp/dump
	is "$(head -c 4 /tmp/dump | tail -c 3)" ELF 'crash by debugfs: an ELF file'
	# of all memories, those that only the TEE reaches too, and of the registers
	is "$(dump_size)" $((52 + 4 * 32 + 168 + (4 + 4 + 16) * 1024 * 1024)) \
		"crash by debugfs: the TEE's, whole"
	rm -f /tmp/dump
	no_dump_left
}

# the TEE refuses each command of a recovery in turn
recovery_fails() {
	for n in 1 2 3 4; do
		is "$(core_start "$core" $fw)" 0 "recovery fails at $n: starts"
		hook_set tee_result $tee_generic
		hook_set fail_tee $n
		fire
		wait_for 20 eval '[ "$(hook fail_tee)" = 0 ]'
		is "$(hook fail_tee)" 0 "recovery fails at $n: it did"
		ok "recovery fails at $n: crashed" wait_for 20 state_is "$core" crashed
		ok "recovery fails at $n: can be ended" end_crashed "$core"
		ok "recovery fails at $n: nothing left" nothing_left
	done
}

# --- refusals

# refused FILE ERRNO LOG
refused() {
	log_mark
	is "$(core_start "$core" "$1")" "$2" "$1: $2"
	is "$(core_get "$core" state)" offline "$1: offline"
	ok "$1: the log says why" log_has "$3"
	ok "$1: nothing left in any memory" nothing_left
	ok "$1: the next start works" starts_again "$core" $fw
}

# --- found running

found_running() {
	echo $device >$platform/unbind
	not_ok 'found running: unbound' find_core
	ok 'found running: another client of the TEE starts it' \
		eval "echo 'start $fw' >$hooks/other"
	echo $device >$platform/bind
	find_core
	is "$(core_get "$core" state)" detached 'found running: detached'
	is "$(core_start "$core")" 0 'found running: attach'
	is "$(core_get "$core" state)" attached 'found running: attached'
	ok 'found running: echoes' echo_test "$core" 100 3
	sent=$(cat $detach_mailbox/sent)
	is "$(core_set "$core" state detach)" 0 'found running: detach'
	is "$(core_get "$core" state)" detached 'found running: detached again'
	is "$(cat $detach_mailbox/sent)" $((sent + 1)) \
		'found running: the firmware was told, by its mailbox'
	is "$(table_mappings)" 0 'found running: no mapping of its table'
	is "$(core_start "$core")" 0 'found running: attach again'
	ok 'found running: echoes again' echo_test "$core" 100 4
	cp /lib/firmware/$fw /lib/firmware/rproc-m4-fw
	ups=$(times_up "$core")
	fire
	ok 'found running: crashes, and recovers' wait_for 60 came_up_again "$core" "$ups"
	is "$(core_stop "$core")" 0 'found running: stops'
	ok 'found running: nothing left' eval 'holds first && sram_is_zero && no_mappings'
}

driver_goes() {
	is "$(core_start "$core" $fw)" 0 'the driver goes: it runs'
	wait_for 10 rpmsg_of "$core"
	echo $device >$platform/unbind
	not_ok 'the driver goes: it has gone' find_core
	ok 'the driver goes: stopped, and its memory scrubbed' \
		eval 'in_reset 0 && sram_is_zero && no_mappings'
	echo $device >$platform/bind
	find_core
	ok 'the driver comes: it starts' starts_again "$core" $fw
	ok 'the driver comes: holds what it held' holds first
}

# the TEE's client goes first, and takes the remote processor with it
tee_client_goes() {
	tee_driver=/sys/bus/tee/drivers/$tee_client
	tee_device=optee-ta-80a4c275-0a47-4905-8285-1486a9771a08
	is "$(core_start "$core" $fw)" 0 "the TEE's client goes: it runs"
	echo $tee_device >"$tee_driver/unbind"
	not_ok "the TEE's client goes: the remote processor has gone first" find_core
	ok "the TEE's client goes: stopped, and its memory scrubbed" \
		eval 'in_reset 0 && sram_is_zero && no_mappings'
	echo $tee_device >"$tee_driver/bind"
	ok "the TEE's client comes back: the remote processor by itself" wait_for 20 bound
	ok "the TEE's client comes back: starts" wait_for 20 comes_back
}

comes_back() {
	find_core && starts_again "$core" $fw
}

life 'first life'
by_debugfs
watchdog crash
watchdog hang
log_mark
is "$(core_stop "$core")" 0 'stops'
not_ok 'stops: what the firmware was asked by mailbox went to it' log_has 'without ack'
ok 'stops: nothing left in any memory' nothing_left
life 'second life'
is "$(core_stop "$core")" 0 'stops again'
ok 'stops again: nothing left' nothing_left
recovery_fails
refused bad-tampered-first.signed EKEYREJECTED 'wrong\|not authentic\|not the bytes'
refused bad-tampered-last.signed EKEYREJECTED 'wrong\|not authentic\|not the bytes'
refused bad-stranger.signed EKEYREJECTED 'authentic\|wrong signature'
refused teeproc-sram.elf ENOEXEC 'not a signed image'
found_running
renumbered
driver_goes
tee_client_goes

done_testing
