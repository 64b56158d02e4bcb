#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# rprocctl's wait, attach, recovery, and --json of what changes a state.

. "$(dirname "$0")/lib.sh"

core 0 m4-0
state() {
	set_attr remoteproc0 state "$1"
}

state offline
ctl wait m4-0 offline
is "$status:$out:$err" '0::' 'wait: it is in that state'
ctl wait 0 running --timeout 0.3
refused 1 'rprocctl: m4-0: is offline, not running, after 0.3 s' 'wait: in vain'
ctl wait 0 running --timeout 0
refused 1 'rprocctl: m4-0: is offline, not running, after 0 s' 'wait: a look'
ctl wait 0 flying
refused 2 'rprocctl: flying: no state of a remote processor' 'wait: for what'
ctl wait 0
refused 2 'rprocctl: wait: for which state?; see rprocctl --help' 'wait: for nothing'
for number in '' x 1x -1 inf nan 1e300; do
	ctl wait 0 running --timeout "$number"
	refused 2 "rprocctl: $number: no such number; see rprocctl --help" \
		"wait: --timeout '$number'"
done

"$tool" "${places[@]}" wait m4-0 crashed --json >"$dir/waited" &
waiter=$!
state running
state crashed
wait $waiter
is "$?:$(<"$dir/waited")" \
	'0:{"id": "remoteproc0", "name": "m4-0", "state": "crashed", "firmware": "m4-0.elf"}' \
	'wait: until it comes; JSON'

"$tool" "${places[@]}" wait m4-0 running 2>"$dir/waited" &
waiter=$!
mv "$dir/sys/class/remoteproc/remoteproc0" "$dir/away"
wait $waiter
status=$?
# it may be gone before it was looked for
grep -qx -e "rprocctl: m4-0: can't read its state: it is gone" \
	-e 'rprocctl: m4-0: no such remote processor' "$dir/waited"
is "$status:$?" 1:0 'wait: it goes away'
mv "$dir/away" "$dir/sys/class/remoteproc/remoteproc0"

state detached
ctl attach m4-0
is "$status:$out:$(attr remoteproc0 state | head -c 5)" '0::start' 'attach'
for now in offline running attached crashed; do
	state $now
	ctl attach m4-0
	refused 1 "rprocctl: m4-0: can't attach: it is $now" "attach: $now"
	is "$(attr remoteproc0 state)" $now 'and nothing is written'
done

ctl recovery m4-0 off
is "$status:$(attr remoteproc0 recovery)" 0:disabled 'recovery off'
ctl recovery m4-0 on
is "$status:$(attr remoteproc0 recovery | head -c 7)" 0:enabled 'recovery on'

state offline
ctl --json state 0
is "$status:$out" '0:{"state": "offline"}' 'state --json'
ctl --json start 0 other.elf
is "$status:$(json 'j["name"], j["firmware"][:9]')" "0:m4-0 other.elf" 'start --json'
ctl --json coredump 0
is "$status:$out" '0:{"coredump": "disabled"}' 'coredump --json'
rm "$dir/sys/class/remoteproc/remoteproc0/state"
ctl --json stop 0
refused 1 "rprocctl: m4-0: can't stop: No such file or directory" 'stop --json: refused'
ctl restart 0
refused 1 "rprocctl: m4-0: can't read its state: it is gone" 'restart: no state'

done_testing
