# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# The driver's parameter auto_boot: the remote processor that it names is started,
# or attached to, as soon as it has its driver, and the driver can go at any time.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

fw=teeproc-sram.signed
platform=/sys/bus/platform/drivers/teeproc_rproc

find_core() {
	core=$(core_of "$core0_name") || bailoutput "no core $core0_name"
}

unbind() {
	echo remoteproc-0 >$platform/unbind
}

bind() {
	echo remoteproc-0 >$platform/bind
	find_core
}

gone() {
	! core_of "$core0_name" && no_mappings && ! ls -d /dev/rpmsg[0-9]* 2>/dev/null
}

# up STATE NAME
up() {
	ok "$2: $1 by itself" wait_for 60 state_is "$core" "$1"
	ok "$2: echoes" echo_test "$core" 50 1
}

leaves() {
	$2
	ok "$1: gone" gone
	ok "$1: the remote processor was stopped" sram_is_zero
}

find_core
up running 'when the board boots'
is "$(core_get "$core" firmware)" $fw 'the firmware has the name that the device tree says'
[ -z "$core1_name" ] || is "$(core_get "$(core_of "$core1_name")" state)" offline \
	'the other core is not named: offline'
leaves 'the driver goes' unbind

bind
up running 'the driver comes'
# on top of the start that nobody has written
core_set "$core" state start >/dev/null
leaves 'started by itself and once more, the driver goes' unbind

bind
up running 'the driver comes again'
starts=$(times_up "$core")
ok 'it crashes' command_to "$core" crash
ok 'it recovers' wait_for 20 came_up_again "$core" "$starts"
is "$(core_stop "$core")" 0 'it stops'
ok 'it is offline then, and stays so' state_is "$core" offline
ok 'it starts' starts_again "$core"

rmmod teeproc_rproc
modprobe teeproc_rproc
wait_for 10 core_of "$core0_name"
find_core
up running 'the module comes'
leaves 'the module goes' 'rmmod teeproc_rproc'
modprobe teeproc_rproc
wait_for 10 core_of "$core0_name"

# the driver goes again before the start has come to its end, or to its beginning
round=0
while [ $round -lt 10 ]; do
	round=$((round + 1))
	unbind
	gone >/tmp/gone.out || break
	echo remoteproc-0 >$platform/bind
	usleep $((round * 20000))
done
is "$round $(cat /tmp/gone.out)" '10 ' '10 times gone, at different times after the bind'
unbind

# somebody else has started it
load_hooks
round=0
while [ $round -lt 5 ]; do
	round=$((round + 1))
	echo "start $fw" >$hooks/other
	echo remoteproc-0 >$platform/bind
	unbind
	gone >/tmp/gone.out || break
	echo stop >$hooks/other 2>/dev/null
	echo release >$hooks/other 2>/dev/null
done
is "$round $(cat /tmp/gone.out)" '5 ' '5 times found running, and gone at once'
ok 'another client starts it' eval "echo 'start $fw' >$hooks/other"
bind
up attached 'found running'
leaves 'attached by itself, the driver goes' unbind
bind
up running 'the driver comes for the last time'
is "$(core_stop "$core")" 0 'it stops'

done_testing
