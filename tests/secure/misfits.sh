# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# Firmware that is well-formed and does not fit: nothing of it runs, nor anything
# in its place, and in both modes the errno is the same. Core 0 is the TEE's, core 1
# in direct mode.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

load_hooks

# on ID: the remote processor that the functions below are about
on() {
	id=$1
	core=$(core_of "m4-$id") || bailoutput "no core m4-$id"
	kind=$([ "$id" = 0 ] && echo signed || echo elf)
	case=$([ "$id" = 0 ] && echo 'TEE case' || echo 'normal case')
}

# An earlier firmware has been where this one leaves a hole
no_vector_table() {
	ok "$case: an earlier firmware starts" starts_again "$core" teeproc-sram.$kind
	log_mark
	is "$(core_start "$core" teeproc-sram-novectors.$kind)" ENOEXEC \
		"$case: without a vector table: ENOEXEC"
	is "$(core_get "$core" state)" offline "$case: without a vector table: offline"
	ok "$case: without a vector table: nothing runs" in_reset "$id"
	not_ok "$case: without a vector table: no advice to load one first" \
		log_has 'load a firmware first'
	ok "$case: the next firmware starts" starts_again "$core" teeproc-sram.$kind
}

bad_offset() {
	remember first
	log_mark
	is "$(core_start "$core" teeproc-sram-badoffset.elf)" EINVAL \
		"$case: an entry before the resource table: EINVAL"
	ok "$case: an entry before the resource table: the log says so" \
		log_has 'resource table is damaged: an entry begins outside of it'
	ok "$case: an entry before the resource table: nothing left" left_nothing "$core"
}

# Two channels, four virtqueues: the kicks of two would have no way. The table has
# the same device twice, which is never signed.
too_many_queues() {
	remember first
	log_mark
	is "$(core_start "$core" teeproc-sram-twovdevs.$kind)" EINVAL \
		"$case: more virtqueues than channels: EINVAL"
	ok "$case: more virtqueues than channels: the log says so" \
		log_has 'firmware has 4 virtqueues, and mboxes has channels for 2 of them'
	ok "$case: more virtqueues than channels: nothing left" left_nothing "$core"
	ok "$case: the next firmware starts" starts_again "$core" teeproc-sram.$kind
}

# other_file BAD PATTERN: by the time of the recovery the file is another, which a boot
# would refuse
other_file() {
	cp /lib/firmware/teeproc-sram.$kind /lib/firmware/changed
	is "$(core_start "$core" changed)" 0 "$case: a file that is changed: starts"
	ups=$(times_up "$core")
	cp "/lib/firmware/$1" /lib/firmware/changed
	log_mark
	echo 1 >"/sys/kernel/debug/remoteproc/$core/crash"
	ok "$case: a file that is changed: the recovery says why not" wait_for 20 log_has "$2"
	wait_for 20 state_is "$core" crashed
	is "$(core_get "$core" state) $(times_up "$core")" "crashed $ups" \
		"$case: a file that is changed: crashed"
	ok "$case: a file that is changed: nothing runs" in_reset "$id"
	cp /lib/firmware/teeproc-sram.$kind /lib/firmware/changed
	core_set "$core" recovery recover >/dev/null
	ok "$case: the file as it was: recovers" wait_for 60 state_is "$core" running
	is "$(core_stop "$core")" 0 "$case: the file as it was: stops"
	rm /lib/firmware/changed
}

# lies NTH PA SIZE ERRNO PATTERN WHAT: a TEE is trusted with secrets, not with Linux'
# memory: its NTH word of where the table is, and how large
lies() {
	hook_set lie_pa "$2"
	hook_set lie_size "$3"
	log_mark
	hook_set lie_table "$1"
	is "$(core_start "$core" teeproc-sram.signed)" "$4" "$6: $4"
	is "$(hook lie_table)" 0 "$6: it did lie"
	ok "$6: the log says so" log_has "$5"
	ok "$6: nothing left" left_nothing "$core"
	ok "$6: the TEE has it off, and all is scrubbed" sram_is_zero
	ok "$6: the next firmware starts" starts_again "$core" teeproc-sram.signed
	ok "$6: nothing left of that" left_nothing "$core"
}

a_tee_that_lies() {
	outside='is not in a memory-region of this remote processor'
	damaged='resource table is damaged: version'
	remember first
	# shellcheck disable=SC2154 # from table.sh
	lies 1 0x48000000 0 EFAULT "$outside" "a table in Linux' own memory"
	lies 1 $((sram0 - 4096)) 0 EFAULT "$outside" 'a table before the memory'
	# its region firmware is 12 MiB
	lies 1 $((sram0 + 0xc00000 - table_size + 4)) 0 EFAULT "$outside" \
		'a table across its end'
	lies 1 0 8 EFAULT "$outside" 'a table smaller than any'
	lies 1 0 0xffffffff EFAULT "$outside" 'a table larger than the memory'
	lies 1 $sram0 0 EINVAL "$damaged" 'a table that is none'
	lies 2 0 $((table_size + 4)) ESTALE \
		"resource table has $((table_size + 4)) bytes, it had $table_size" \
		'a table that has grown when it is started'
	lies 2 0x48000000 0 EFAULT "$outside" 'a table that has moved when it is started'
	# load, table, release: which is asked for once more, as by a stop
	hook_set tee_result $tee_generic
	hook_set fail_tee 3
	lies 1 $sram0 0 EINVAL "$damaged" 'a table that is none, and no release'
	is "$(hook fail_tee) $(hook tee_command)" "0 $command_release" \
		'a table that is none, and no release: it was the release'
}

# Whatever it says to have written into a buffer of Linux'
lies_about_buffers() {
	is "$(core_start "$core" teeproc-sram.signed)" 0 'it starts'
	hook_set lie_buffer $command_measurement
	# a hash has 32 bytes, there is one over all and at least one more, and there
	# is room for 65
	for size in 0 32 65 2112 0xffffffff; do
		hook_set lie_size $size
		ok "$size bytes of measurement: EIO" measurement_fails 'Input/output error'
	done
	hook_set lie_buffer 0
	is "$(measurement | wc -l)" 3 'the measurement, without a lie'

	# of each segment a hash in a line, as long as there is room in a page
	core_stop "$core" >/dev/null
	is "$(core_start "$core" teeproc-sram-manysegments.signed)" 0 'of 63 segments: it starts'
	is "$(measurement | wc -l)" 1 'of 63 segments: only the hash over all'
	core_stop "$core" >/dev/null
	is "$(core_start "$core" teeproc-sram.signed)" 0 'it starts'

	core_set "$core" coredump enabled >/dev/null
	hook_set lie_buffer $command_coredump
	hook_set lie_size 0x7fffffff
	log_mark
	ok 'a core dump that is larger than it said: recovers' crash_now "$core"
	hook_set lie_buffer 0
	ok 'a core dump that is larger than it said: none, and the log says so' \
		log_has 'no core dump'
	not_ok 'a core dump that is larger than it said: there is none' has_dump
	ok 'the core dump, without a lie: recovers' crash_now "$core"
	ok 'the core dump, without a lie: is there' has_dump
	no_dump_left
	core_set "$core" coredump disabled >/dev/null
	is "$(core_stop "$core")" 0 'it stops'
	ok 'nothing is left of lies about buffers' left_nothing "$core"
}

measurement() {
	cat "/sys/class/remoteproc/$core/device/measurement"
}

measurement_fails() {
	_said=$(measurement 2>&1) && return 1
	echo "$_said" | grep -q "$1"
}

on 0
no_vector_table
other_file bad-tampered-first.signed 'not authentic'
a_tee_that_lies
lies_about_buffers
on 1
not_ok "$case: nobody measures" test -e "/sys/class/remoteproc/$core/device/measurement"
no_vector_table
too_many_queues
bad_offset
other_file teeproc-bad-machine.elf 'firmware is for ELF machine'

done_testing
