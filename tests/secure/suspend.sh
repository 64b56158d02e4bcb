# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# Linux sleeps (s2idle) and the clock wakes it: a remote core runs on meanwhile, and
# what it tells is heard afterwards. One that the platform has stopped meanwhile is
# reported as crashed, and recovers. Core 0 is in the TEE's charge, core 1 in direct
# mode.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

lost='has not outlived the suspend'

# What the platform does while Linux sleeps, as far as Linux sees of it: at once
# before, and with nobody to ask until it is back
lose() {
	if [ "$id" = 0 ]; then
		echo stop >$hooks/other
	else
		register 1 0x0c 1
		register 1 0x10 0x7777
		_bar=/sys/bus/pci/devices/0000:00:02.0/resource
		read -r _start _ <"$_bar"
		physmem --file "${_bar}0" set $(((_start & 4095) + 12)) 0x10003
	fi
	wait_for 10 in_reset "$id"
}

back() {
	wait_for 20 came_up_again "$core" "$up" && echo_test "$core" 20 2
}

in_charge_of() {
	core=$(core_of "m4-$id") || bailoutput "no core m4-$id"
	is "$(core_start "$core" "$fw")" 0 "$1: starts"
	ok "$1: echoes" echo_test "$core" 20 1

	log_mark
	up=$(times_up "$core")
	ok "$1: Linux sleeps, and wakes up" sleep_for 2
	is "$(core_get "$core" state)" running "$1: it runs"
	ok "$1: echoes" echo_test "$core" 100 3
	is "$(times_up "$core")" "$up" "$1: it was not started again"
	not_ok "$1: nothing was lost" log_has "$lost"

	ok "$1: told to crash, soon" command_to "$core" watchdog
	ok "$1: Linux sleeps when it does" sleep_for 3
	ok "$1: recovers and echoes" back
	not_ok "$1: that was a crash" log_has "$lost"

	up=$(times_up "$core")
	ok "$1: the platform stops it" lose
	is "$(core_get "$core" state)" running "$1: nobody has told Linux"
	ok "$1: Linux sleeps" sleep_for 2
	ok "$1: recovers and echoes again" back
	ok "$1: the log says why" log_has "$lost"
	is "$(core_stop "$core")" 0 "$1: stops"

	ok "$1: Linux sleeps with a core that is offline" sleep_for 2
	is "$(core_get "$core" state)" offline "$1: which is no crash"
	ok "$1: starts again" starts_again "$core" "$fw"
}

load_hooks
ok 'the clock can wake Linux' test -w $rtc/wakealarm
id=0 fw=teeproc-sram.signed
in_charge_of 'TEE case'
id=1 fw=teeproc-sram.elf
in_charge_of 'normal case'

done_testing
