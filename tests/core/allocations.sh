# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# Each allocation of the task that starts, stops, attaches, detaches, binds and unbinds
# fails in turn, by the kernel's own fault injection: in the drivers, in the
# remoteproc core, in the TEE subsystem and in all that these call. Whatever comes
# of it, the state is what the result says, and nothing is left.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

fw=teeproc-sram.signed
load_hooks
core=$(core_of m4-0) || bailoutput 'no core m4-0'
class=/sys/class/remoteproc/$core
driver=/sys/bus/platform/drivers/teeproc_rproc
faults=/sys/kernel/debug

# Those that may wait fail, too, and single pages. The log has better things to tell
# than each failure.
set_up() {
	for _what in failslab fail_page_alloc; do
		echo N >$faults/$_what/ignore-gfp-wait
		echo 0 >$faults/$_what/verbose
	done
	echo N >$faults/fail_page_alloc/ignore-gfp-highmem
	echo 0 >$faults/fail_page_alloc/min-order
}

# fail_each NAME AT_LEAST PREPARE ARGUMENT...: of fail-nth; PREPARE makes it so that the
# first can be tried, and the next after one that was wrong or left nothing to try
fail_each() {
	name=$1 at_least=$2 prepare=$3
	shift 3
	next=1 wrong=0 status=1
	while [ $status -ne 0 ] && [ $wrong -lt 10 ]; do
		$prepare || bailoutput "$name: allocation $next: can't be tried"
		tried=$(fail-nth $next "$@" 2>/tmp/why)
		status=$?
		[ $status -ne 2 ] || bailoutput "$name: $(cat /tmp/why)"
		next=$((tried + 1))
		[ $status -eq 1 ] || continue
		wrong=$((wrong + 1))
		tap_result 1 "$name: allocation $tried"
		diag "$(cat /tmp/why; dmesg | tail -n 4)"
	done
	is $wrong 0 "$name: $((tried - 1)) allocations fail in turn, and all is as the result says"
	[ "$tried" -gt "$at_least" ]
	tap_result $? "$name: those are at least $at_least"
}

# what the drivers hold, which no try may change
held="--same $hooks/sessions --same $hooks/shms --same $hooks/mappings --same $hooks/copies"

bound() {
	[ -e $driver/remoteproc-0 ] || echo remoteproc-0 >$driver/bind
}

unbound() {
	[ ! -e $driver/remoteproc-0 ] || echo remoteproc-0 >$driver/unbind
}

stopped() {
	bound
	state_is "$core" offline || [ "$(core_stop "$core")" = 0 ]
}

# another client has started it, and the driver finds it running
detached() {
	! state_is "$core" detached || return 0
	unbound
	echo "start $fw" >$hooks/other
	bound
	state_is "$core" detached
}

# If the remoteproc core finds no memory for a virtio device, it leaves that device's
# buffers mapped, and nobody else can end that: the function for it is not exported.
left_but_buffers() {
	state_is "$core" offline && holds first || return 1
	snapshot >/tmp/snapshot.now
	diff /tmp/snapshot.first /tmp/snapshot.now >/tmp/left
	! grep '^[-+][^-+]' /tmp/left | grep -v 'phys=0x0000000060d00000 ioremap$'
}

# shellcheck disable=SC2086 # $held is many words
start_and_stop() {
	fail_each start 50 stopped $held --failed $class/state=offline \
		--done $class/state=running --undo $class/state=stop $class/state=start
	fail_each stop 1 stopped $held --prepare $class/state=start \
		--failed $class/state=running --again $class/state=stop \
		--done $class/state=offline $class/state=stop
}

# shellcheck disable=SC2086
bind_and_unbind() {
	fail_each bind 50 unbound $held --failed $class/name= --done $class/name=m4-0 \
		--undo $driver/unbind=remoteproc-0 $driver/bind=remoteproc-0
	fail_each unbind 1 unbound $held --prepare $driver/bind=remoteproc-0 \
		--failed $class/name=m4-0 --again $driver/unbind=remoteproc-0 \
		--done $class/name= $driver/unbind=remoteproc-0
}

# The core's own way back from the last step of an attachment stops the firmware
# shellcheck disable=SC2086
attach_and_detach() {
	fail_each attach 20 detached $held --failed $class/state=detached \
		--gone $class/state=offline --done $class/state=attached \
		--undo $class/state=detach $class/state=start
	fail_each detach 1 detached $held --prepare $class/state=start \
		--failed $class/state=attached --again $class/state=detach \
		--done $class/state=detached $class/state=detach
}

set_up
ok 'it starts' starts_again "$core" $fw
remember first

start_and_stop
ok 'start and stop: nothing left, but what the core leaves' left_but_buffers
remember first

unbound
remember unbound
bind_and_unbind
ok 'bind and unbind: nothing left' as_remembered unbound
bound
ok 'bound again: starts' starts_again "$core" $fw
ok 'and holds what it held' holds first

attach_and_detach
is "$(core_start "$core")" 0 'attached once more'
is "$(core_stop "$core")" 0 'and stopped'
ok 'starts' starts_again "$core" $fw
ok 'and holds what it held' holds first

done_testing
