# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# The driver as it is built for kernels 6.2 to 6.7, which can not let the TEE see
# an image where it lies: it goes in pieces, each byte is copied once, and so does
# a core dump. Battery and refusals run with this driver as well
# (parity_copying.t, refusals_copying.t).

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

fw=teeproc-sram-64k.signed
piece=32768
load_hooks
core=$(core_of m4-0) || bailoutput 'no core m4-0'
starts_again "$core" $fw || bailoutput 'it does not start'
remember first

# --- how much goes how

sizes() {
	for size in $(in_check_all '64k 1m 8m' '64k 8m'); do
		file=teeproc-sram-$size.signed
		bytes=$(stat -c %s /lib/firmware/$file)
		calls=$(hook tee_calls)
		hook_set copied 0
		is "$(core_start "$core" $file)" 0 "$size: starts"
		is $(($(hook tee_calls) - calls)) $(((bytes + piece - 1) / piece + 3)) \
			"$size: a call a piece, then table, table, start"
		is "$(hook copied)" "$bytes" "$size: each byte is copied once"
		ok "$size: echoes" echo_test "$core" 50 1
		hook_set copied 0
		ok "$size: recovers" crash_now "$core"
		is "$(hook copied)" "$bytes" "$size: copied once for the recovery"
		ok "$size: echoes again" echo_test "$core" 50 1
		is "$(core_stop "$core")" 0 "$size: stops"
		ok "$size: nothing left" left_nothing "$core"
	done
	# what fits in one piece goes in one, as ever
	small=$(stat -c %s /lib/firmware/bad-truncated-tlv.signed)
	at_most "$small" $piece 'a small image'
	calls=$(hook tee_calls)
	is "$(core_start "$core" bad-truncated-tlv.signed)" ENOEXEC \
		'a small image, truncated: ENOEXEC'
	at_most $(($(hook tee_calls) - calls)) 2 'in one call, and one to scrub'
	ok 'a small image: nothing left' left_nothing "$core"
}

# --- core dump

# word FILE OFFSET: a little-endian word
word() {
	echo $((0x$(tail -c +$(($2 + 1)) "$1" | hexdump -v -n 4 -e '1/4 "%08x"')))
}

# dumped_at FILE DA: the offset of the memory that begins there
dumped_at() {
	for _header in 0 1 2 3; do
		_at=$((52 + 32 * _header))
		[ "$(word "$1" $((_at + 8)))" = $(($2)) ] && word "$1" $((_at + 4)) && return
	done
	return 1
}

dump_file() {
	find /sys/class/devcoredump/devcd*/data 2>/dev/null
}

core_dump() {
	is "$(core_start "$core" teeproc-sram.signed)" 0 'core dump: starts'
	core_set "$core" coredump enabled >/dev/null
	ok 'core dump: recovers' crash_now "$core"
	core_set "$core" coredump disabled >/dev/null
	dump=$(dump_file)
	cat "$dump" >/tmp/dump
	# ELF header, 4 program headers, note; code TCM, data TCM, shared SRAM
	is "$(stat -c %s /tmp/dump)" $((52 + 4 * 32 + 168 + (4 + 4 + 16) * 1024 * 1024)) \
		'core dump: all of it'
	is "$(head -c 4 /tmp/dump | tail -c 3)" ELF 'core dump: an ELF file'
	# the code is the same in the firmware that runs now
	physmem read $sram0 4096 >/tmp/code.now
	start=$(dumped_at /tmp/dump 0x21000000)
	tail -c +$((start + 1)) /tmp/dump | head -c 4096 >/tmp/code.dump
	ok 'core dump: has the bytes of the shared memory' cmp /tmp/code.now /tmp/code.dump
	[ "$(tr -d '\0' </tmp/code.dump | wc -c)" -gt 100 ]
	tap_result $? 'core dump: which are not all 0'
	echo 1 >"$dump"
	rm -f /tmp/dump
	is "$(core_stop "$core")" 0 'core dump: stops'
	ok 'core dump: nothing left' left_nothing "$core"
}

# A piece that was not filled, and one that has more bytes than there is room for
core_dump_lies() {
	is "$(core_start "$core" $fw)" 0 'core dump of lies: starts'
	core_set "$core" coredump enabled >/dev/null
	hook_set lie_buffer $command_dump_piece
	for size in 0 $((piece + 1)); do
		hook_set lie_size $size
		log_mark
		ok "core dump, a piece of $size bytes: recovers" crash_now "$core"
		ok "core dump, a piece of $size bytes: none, and the log says so" \
			eval 'log_since_mark | grep "no core dump"'
		is "$(dump_file)" '' "core dump, a piece of $size bytes: there is none"
	done
	hook_set lie_buffer 0
	core_set "$core" coredump disabled >/dev/null
	is "$(core_stop "$core")" 0 'core dump of lies: stops'
	ok 'core dump of lies: nothing left' left_nothing "$core"
}

# --- each command of a start in turn; the first ones are pieces

# each NAME RESULT LOST
each() {
	hook_set tee_result "$2"
	hook_set tee_lost "$3"
	k=0
	while [ $k -lt 20 ]; do
		k=$((k + 1))
		hook_set fail_tee $k
		errno=$(core_start "$core" $fw)
		[ "$(hook fail_tee)" = 0 ] || break
		command=$(hook tee_command)
		if [ "$2" = $tee_dead ] && [ "$command" = $((0x102)) ]; then
			is "$errno" 0 "$1: $k: begins anew in a new session, and starts"
			core_stop "$core" >/dev/null
		else
			[ "$errno" != 0 ]
			tap_result $? "$1: $k, command $command: the start fails ($errno)"
		fi
		ok "$1: $k: offline, nothing left, starts again" clean_and_alive "$core" $fw
	done
	hook_set fail_tee 0
	hook_set tee_lost 0
	is "$errno" 0 "$1: a start without a failure"
	core_stop "$core" >/dev/null
	at_most 6 $((k - 1)) "$1: of the $((k - 1)) commands some are pieces"
}

failures() {
	each 'TEE answers an error' $tee_generic 0
	each "TEE's answer is lost" $tee_communication 1
	each 'TEE is dead' $tee_dead 0
}

# --- images that do not go in pieces

# Only their section headers tell where the resource table is.
of_the_script() {
	is "$(core_start "$core" script-sram-64k.signed)" 0 \
		"of OP-TEE's script: starts, as a whole"
	ok "of OP-TEE's script: echoes" echo_test "$core" 20 1
	is "$(core_stop "$core")" 0 "of OP-TEE's script: stops"
	ok "of OP-TEE's script: nothing left" left_nothing "$core"
	log_mark
	is "$(core_start "$core" script-sram-8m.signed)" E2BIG \
		"of OP-TEE's script, 8 MiB: E2BIG"
	log_since_mark >/tmp/log.new
	ok "of OP-TEE's script, 8 MiB: the log says why" \
		grep -q -e "can't go in pieces" /tmp/log.new
	ok "of OP-TEE's script, 8 MiB: nothing left" clean_and_alive "$core" $fw
}

sizes
core_dump
core_dump_lies
failures
of_the_script

done_testing
