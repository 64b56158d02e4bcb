# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# Linux goes down, by power-off, reboot or kexec: no session is left at the TEE, and
# the remote processor is stopped, or runs on where the device tree says so (core
# 1). That is what the next kernel finds.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

fw=teeproc-sram.signed
platform=/sys/bus/platform/drivers/teeproc_rproc

load_hooks

on() {
	id=$1
	core=$(core_of "m4-$id") || bailoutput "no core m4-$id"
}

up() {
	[ "$(core_start "$core" $fw)" = 0 ] && echo_test "$core" 20 1
}

goes_down() {
	sessions=$(hook sessions)
	is "$(write-errno $hooks/shutdown remoteproc-$id)" 0 "$1: Linux goes down"
	is "$(hook sessions)" $((sessions - 1)) "$1: its session is closed"
}

next_driver() {
	echo remoteproc-$id >$platform/unbind
	is "$(hook sessions)" $((sessions - 1)) "$1: nothing more is closed"
	echo remoteproc-$id >$platform/bind
	on "$id"
}

stops() {
	on 0
	ok "$1: starts" up
	[ "$2" = running ] || {
		core_set "$core" recovery disabled >/dev/null
		command_to "$core" crash
		wait_for 60 state_is "$core" crashed
	}
	goes_down "$1"
	ok "$1: stopped" in_reset 0
	ok "$1: scrubbed" sram_is_zero
	ok "$1: offline" state_is "$core" offline
	is "$(core_start "$core")" ENODEV "$1: nothing is started any more"
	ok "$1: the TEE is free for who comes next" \
		eval "echo 'start $fw' >$hooks/other && echo stop >$hooks/other && echo release >$hooks/other"
	next_driver "$1"
	ok "$1: the next driver starts it" starts_again "$core" $fw
}

runs_on() {
	on 1
	ok "$1: starts" up
	goes_down "$1"
	not_ok "$1: not stopped" in_reset 1
	next_driver "$1"
	is "$(core_get "$core" state)" detached "$1: the next driver finds it running"
	is "$(core_start "$core")" 0 "$1: and attaches to it"
	is "$(core_stop "$core")" 0 "$1: and stops it"
	ok "$1: stopped" in_reset 1
	ok "$1: starts again" starts_again "$core" $fw
}

stops 'it runs' running
stops 'it has crashed' crashed
runs_on 'it runs on'

done_testing
