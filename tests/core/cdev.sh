# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# The character device /dev/remoteprocN, which Debian's kernels have not: starts and
# stops as sysfs does, and lets the core go when it is closed, if it was asked to,
# however its process ends. Core 0 is the TEE's, core 1 in direct mode.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

load_hooks
platform=/sys/bus/platform/drivers/teeproc_rproc

# cdev STEP...: the lines that it prints, as one
cdev() {
	rproc-cdev "/dev/$core" "$@" </dev/null | tr '\n' ' ' | sed 's/ $//'
}

# on ID: the remote processor that what follows is about
on() {
	id=$1
	core=$(core_of "m4-$id") || bailoutput "no core m4-$id"
	fw=teeproc-sram.$([ "$id" = 0 ] && echo signed || echo elf)
	case=$([ "$id" = 0 ] && echo 'TEE case' || echo 'normal case')
}

state() {
	core_get "$core" state
}

life() {
	ok "$case: there is a device" [ -c "/dev/$core" ]
	is "$(core_set "$core" firmware $fw)" 0 "$case: takes a firmware"
	is "$(cdev start)" 0 "$case: starts"
	is "$(state)" running "$case: closed: it runs on"
	ok "$case: and echoes" echo_test "$core" 20 1
	is "$(cdev nonsense)" EINVAL "$case: another word is refused"
	is "$(cdev unknown)" EINVAL "$case: another request is refused"
	is "$(cdev get)" 0 "$case: it is not let go by default"
	is "$(cdev stop)" 0 "$case: stops"
	ok "$case: nothing left" left_nothing "$core"
	is "$(cdev stop)" EINVAL "$case: and not twice"
}

# closed WHAT STEP...: let go by the end of the process
closed() {
	_what=$1
	shift
	# one that dies tells no more
	is "$(cdev release get start "$@")" '0 1 0' \
		"$case: $_what: starts, to be let go"
	ok "$case: $_what: offline, nothing left" left_nothing "$core"
	is "$(cdev keep get)" '0 0' "$case: $_what: not to be let go"
}

# while it is open the core goes on as ever: it crashes and recovers
crashes() {
	mkfifo /tmp/hold
	rproc-cdev "/dev/$core" release start wait </tmp/hold >/tmp/held.cdev &
	_pid=$!
	exec 3>/tmp/hold
	ok "$case: open: runs" wait_for 20 state_is "$core" running
	ok "$case: open: recovers" crash_now "$core"
	ok "$case: open: echoes" echo_test "$core" 20 2
	is "$(core_stop "$core")" 0 "$case: open: sysfs stops it"
	is "$(core_start "$core")" 0 "$case: open: and starts it"
	exec 3>&-
	wait $_pid
	ok "$case: closed: offline, nothing left" left_nothing "$core"
	cdev keep >/dev/null
	rm /tmp/hold
}

# The driver goes while it is open; who has it open can do nothing any more, and
# closes it when there is another one
unbound() {
	mkfifo /tmp/hold
	rproc-cdev "/dev/$core" release start wait start stop </tmp/hold >/tmp/held.cdev &
	_pid=$!
	exec 3>/tmp/hold
	ok "$case: unbind: runs" wait_for 20 state_is "$core" running
	echo remoteproc-$id >$platform/unbind
	not_ok "$case: unbind: the device has gone" [ -e "/dev/$core" ]
	echo remoteproc-$id >$platform/bind
	core=$(core_of "m4-$id") || bailoutput "no core m4-$id after the bind"
	exec 3>&-
	wait $_pid
	like "$(tr '\n' ' ' </tmp/held.cdev)" '0 0 0 E* E* ' \
		"$case: unbind: the old one can't be started or stopped"
	is "$(state)" offline "$case: unbind: its close is nothing to the new one"
	ok "$case: unbind: which starts" starts_again "$core" $fw
	rm /tmp/hold
}

for id in 0 1; do
	on $id
	starts_again "$core" $fw || bailoutput "$case: it does not start"
	remember first
	life
	closed 'closed'
	closed 'killed' die
	crashes
	unbound
done

# a core that somebody else has started is left alone when it is closed
on 0
echo remoteproc-0 >$platform/unbind
ok 'attached: another client starts the firmware' \
	eval "echo 'start $fw' >$hooks/other"
echo remoteproc-0 >$platform/bind
core=$(core_of m4-0) || bailoutput 'no core m4-0 after the bind'
is "$(state)" detached 'attached: found running'
is "$(cdev release start)" '0 0' 'attached: attaches, to be let go'
is "$(state)" detached 'attached: closed: detached'
# what was asked for is the core's, not that of who has it open
is "$(cdev keep start)" '0 0' 'attached: attaches, not to be let go'
is "$(state)" attached 'attached: closed: still attached'
is "$(cdev detach)" 0 'attached: detaches'
is "$(cdev start stop)" '0 0' 'attached: attaches, stops'
is "$(state)" offline 'attached: offline'
ok 'attached: starts the usual way' starts_again "$core" $fw

done_testing
