# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# Point 7: attach and detach. A firmware that somebody else has started (here
# another client of the TEE, as a boot loader is) is found running, attached to,
# left, stopped; its resource table is on a path of its own, clean_table, and
# recovery has no part in it.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

fw=teeproc-sram.signed
load_hooks
core=$(core_of "$core0_name") || bailoutput "no core $core0_name"
platform=/sys/bus/platform/drivers/teeproc_rproc
starts_again "$core" $fw || bailoutput 'it does not start'
remember first

other() {
	echo "$*" >$hooks/other
}

table_now() {
	# shellcheck disable=SC2154 # from table.sh
	physmem read "$table_pa" "$table_size"
}

# All but what the firmware itself writes there: the table is Linux' to fill in
table_is_clean() {
	table_now >/tmp/table.now
	cmp /tmp/table.started /tmp/table.now
}

# The driver comes when the core runs already
find_running() {
	echo remoteproc-0 >$platform/unbind
	ok 'point 7: another client starts the firmware' other "start $fw"
	table_now >/tmp/table.started
	echo remoteproc-0 >$platform/bind
	core=$(core_of "$core0_name") || bailoutput "no core $core0_name after the bind"
}

find_running
is "$(core_get "$core" state)" detached 'point 7: found running: detached'
is "$(table_mappings)" 0 'point 7: detached: no mapping of the table'
remember detached

round=0
while [ $round -lt 3 ]; do
	round=$((round + 1))
	is "$(core_start "$core")" 0 "point 7: attach $round"
	is "$(core_get "$core" state)" attached "point 7: attach $round: attached"
	is "$(table_mappings)" 1 "point 7: attach $round: one mapping of the table"
	ok "point 7: attach $round: echoes" echo_test "$core" 100 $round
	is "$(command_to "$core" vring 5000)" "$vrings" \
		"point 7: attach $round: the firmware's own table"
	ok "point 7: attach $round: its trace is there" trace_has "$core" 'is up'

	is "$(core_set "$core" state detach)" 0 "point 7: detach $round"
	is "$(core_get "$core" state)" detached "point 7: detach $round: detached"
	ok "point 7: detach $round: clean_table is put back" table_is_clean
	ok "point 7: detach $round: nothing left" as_remembered detached
done

is "$(core_set "$core" state detach)" EINVAL 'point 7: a second detach is refused'

# attached, then stopped: an ordinary core afterwards
is "$(core_start "$core")" 0 'point 7: attach, to stop it'
is "$(core_stop "$core")" 0 'point 7: stop of an attached one'
is "$(core_get "$core" state)" offline 'point 7: then offline'
ok 'point 7: then its memory is scrubbed' sram_is_zero
ok 'point 7: then nothing is left' left_nothing "$core"
is "$(core_start "$core" $fw)" 0 'point 7: then it boots the ordinary way'
ok 'point 7: and echoes' echo_test "$core" 50 4
ok 'point 7: and recovers' crash_now "$core"
is "$(core_stop "$core")" 0 'point 7: and stops'

# A crash of an attached one is told; the TEE's stop and load bring it up. Its
# firmware has the name that the core gives one that was never told any.
cp /lib/firmware/$fw "/lib/firmware/rproc-$core0_name-fw"
find_running
is "$(core_start "$core")" 0 'point 7: attach, to crash it'
wait_for 10 rpmsg_of "$core"
core_set "$core" recovery disabled >/dev/null
ok 'point 7: crash of an attached one' command_to "$core" crash
ok 'point 7: is told' wait_for 60 state_is "$core" crashed
is "$(core_set "$core" recovery enabled)" 0 'point 7: recovery'
ok 'point 7: brings it up' wait_for 60 state_is "$core" running
ok 'point 7: and it echoes' echo_test "$core" 50 6
is "$(core_stop "$core")" 0 'point 7: and stops'
is "$(core_start "$core" $fw)" 0 'point 7: and starts'
is "$(core_stop "$core")" 0 'point 7: and stops again'

# one that is loaded, not started, is nobody's
echo remoteproc-0 >$platform/unbind
ok 'another client loads, and does not start' other "load $fw"
ok 'its bytes are there' sram_has_bytes
echo remoteproc-0 >$platform/bind
core=$(core_of "$core0_name") || bailoutput "no core $core0_name after the bind"
is "$(core_get "$core" state)" offline 'found loaded only: offline'
ok 'found loaded only: released' sram_is_zero
ok 'found loaded only: starts' starts_again "$core" $fw

# the driver goes while detached: the firmware stays
find_running
echo remoteproc-0 >$platform/unbind
ok 'the driver goes while detached: the firmware runs on' sram_has_bytes
echo remoteproc-0 >$platform/bind
core=$(core_of "$core0_name") || bailoutput "no core $core0_name after the bind"
is "$(core_get "$core" state)" detached 'and is found again'
is "$(core_start "$core")" 0 'attached to'
ok 'and echoes' echo_test "$core" 50 5
is "$(core_stop "$core")" 0 'and stopped'

# busy: another client started it behind the driver's back
ok 'another client starts it behind the driver' other "start $fw"
log_mark
is "$(core_start "$core" $fw)" EBUSY 'the driver is told: EBUSY'
ok 'another client stops it' other stop
ok 'another client releases it' other release
ok 'the driver starts it again' starts_again "$core" $fw
ok 'after all of it the driver holds what it held' holds first

done_testing
