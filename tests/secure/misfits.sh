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

on 0
no_vector_table
on 1
no_vector_table
too_many_queues
bad_offset

done_testing
