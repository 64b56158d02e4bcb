#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# rprocctl on a sysfs and a debugfs that are plain files: what it shows, what
# it writes where, what it refuses. How a kernel answers is tested in the board.

. "$(dirname "$0")/lib.sh"

ctl list
is "$status:$out" '0:' 'no remoteproc in this kernel: an empty list'
ctl --json list
is "$(tr -d '\n' <<<"$out")" '[]' 'and in JSON'

core 0 m4-0
core 10 m4-1
core 2 twin
core 3 twin
core 4 $'odd "name"\\\tü'
touch "$dir/sys/class/remoteproc/remoteprocx"

ctl list
is "$(awk '{print $1}' <<<"$out" | tr '\n' ' ')" \
	'remoteproc0 remoteproc2 remoteproc3 remoteproc4 remoteproc10 ' \
	'list: in order of numbers'
is "$(head -n 1 <<<"$out" | tr -s ' ')" 'remoteproc0 m4-0 offline m4-0.elf' \
	'list: id, name, state, firmware'
ctl --json list
is "$(/usr/bin/python3 -c 'import json, sys
cores = json.load(sys.stdin)
print(len(cores), cores[0], repr(cores[3]["name"]))' <<<"$out")" \
	"5 {'id': 'remoteproc0', 'name': 'm4-0', 'state': 'offline', 'firmware': 'm4-0.elf'} 'odd \"name\"\\\\\\tü'" \
	'list --json: is JSON'

for which in m4-1 remoteproc10 10; do
	ctl state $which
	is "$status:$out" 0:offline "state by $which"
done
ctl state twin
refused 1 'rprocctl: twin: several have that name; use the id' 'ambiguous name'
ctl state 3
is "$status:$out" 0:offline 'its number tells it'
ctl state 7
refused 1 'rprocctl: 7: no such remote processor' 'unknown number'
ctl stop m5
refused 1 'rprocctl: m5: no such remote processor' 'unknown name'

ctl start m4-0
is "$status:$out:$(attr remoteproc0 state | head -c 5)" '0::start' 'start'
ctl start m4-0 other.elf
is "$status:$(attr remoteproc0 firmware | head -c 9)" '0:other.elf' 'start with a file'
ctl stop m4-0
is "$status:$(attr remoteproc0 state | head -c 4)" '0:stop' 'stop'
ctl detach m4-0
is "$status:$(attr remoteproc0 state | head -c 6)" '0:detach' 'detach'
echo running >"$dir/sys/class/remoteproc/remoteproc0/state"
ctl start m4-0
refused 1 "rprocctl: m4-0: can't start: it is running" 'start of a running one'
is "$(attr remoteproc0 state)" running 'and nothing is written'
ctl firmware m4-1
is "$status:$out" '0:m4-1.elf' 'firmware'
ctl recovery m4-1
is "$status:$out" '0:enabled' 'recovery'
ctl recovery m4-1 disabled
is "$status:$(attr remoteproc10 recovery)" '0:disabled' 'recovery disabled'
ctl coredump m4-1 inline
is "$status:$(attr remoteproc10 coredump | head -c 6)" '0:inline' 'coredump inline'

rm "$dir/sys/class/remoteproc/remoteproc2/coredump"
ctl coredump 2
refused 1 "rprocctl: twin: can't read its coredump: No such file or directory" \
	'a kernel without that attribute'
rm "$dir/sys/class/remoteproc/remoteproc3/name"
ctl state remoteproc3
is "$status:$out" 0:offline 'a kernel that shows no names'

ctl log m4-0
refused 1 'rprocctl: m4-0: it has no trace buffer now' 'no trace'
printf 'one\n' >"$dir/debug/remoteproc/remoteproc0/trace0"
printf 'two\n' >"$dir/debug/remoteproc/remoteproc0/trace1"
ctl log m4-0
is "$status:$out" $'0:one\ntwo' 'log: all buffers'
printf 'Trace  not available\n' >"$dir/debug/remoteproc/remoteproc0/trace2"
ctl log m4-0
is "$status:$out" $'0:one\ntwo' 'log: not what the kernel says of a buffer whose memory is not there'
rm "$dir/debug/remoteproc/remoteproc0/trace2"
head -c 300000 /dev/zero | tr '\0' x >"$dir/debug/remoteproc/remoteproc0/trace0"
ctl log m4-0
is "$status:${#out}" 0:300003 'log: a large one'
rm -r "$dir/debug/remoteproc/remoteproc10"
ctl log m4-1
refused 1 "rprocctl: m4-1: $dir/debug/remoteproc: No such file or directory; is debugfs mounted, and may you read it?" \
	'no debugfs'

# looked: the follower, at least once; it sleeps after each look, and wakes for little else
looked() {
	local from
	switches() {
		sed -n 's/^voluntary_ctxt_switches:[^0-9]*//p' "/proc/$follower/status"
	}
	from=$(switches)
	for _ in {1..1200}; do
		[ "$(switches)" -lt $((from + 5)) ] || return
		sleep 0.05
	done
	false
}

# --follow: what is added, a buffer that begins anew, a core that goes away
trace=$dir/debug/remoteproc/remoteproc0/trace0
rm "$dir/debug/remoteproc/remoteproc0/trace1"
printf 'first\n' >"$trace"
: >"$dir/follow"
"$tool" "${places[@]}" --follow log 0 >"$dir/follow" &
follower=$!
seen() {
	for _ in {1..1200}; do
		[ "$(<"$dir/follow")" = "$1" ] && return
		sleep 0.05
	done
	false
}
seen 'first'
result $? 'follow: what is there' "$(<"$dir/follow")"
printf 'second\n' >>"$trace"
seen $'first\nsecond'
result $? 'follow: what is added' "$(<"$dir/follow")"
printf 'anew\n' >"$dir/new" && mv "$dir/new" "$trace"
seen $'first\nsecond\nanew'
result $? 'follow: begun anew' "$(<"$dir/follow")"
printf 'Trace  not available\n' >"$dir/new" && mv "$dir/new" "$trace"
looked
rm "$trace"
looked
printf 'anew\n' >"$dir/new" && mv "$dir/new" "$trace"
seen $'first\nsecond\nanew\nanew'
result $? 'follow: after a restart' "$(<"$dir/follow")"
printf 'at last\n' >>"$trace"
kill $follower
wait $follower
is "$?:$(tail -n 1 "$dir/follow")" '0:at last' 'follow: it ends with what there is by then'

ctl
refused 2 'rprocctl: command: missing; see rprocctl --help' 'no command'
ctl fly
refused 2 'rprocctl: fly: no such command; see rprocctl --help' 'unknown command'
ctl stop
refused 2 'rprocctl: stop: which remote processor?; see rprocctl --help' 'no core'
ctl stop 0 now
refused 2 'rprocctl: stop: too many arguments; see rprocctl --help' 'too many arguments'
ctl stop 0 --timeout 3
refused 2 'rprocctl: stop: has no --timeout; see rprocctl --help' '--timeout elsewhere'
ctl --follow list
refused 2 'rprocctl: list: has no --follow; see rprocctl --help' '--follow elsewhere'
ctl --fly list
refused 2 'rprocctl: --fly: no such option; see rprocctl --help' 'unknown option'
ctl --sysfs
refused 2 'rprocctl: --sysfs: an argument is missing; see rprocctl --help' 'no argument'

# --- measurement
measured=$dir/sys/class/remoteproc/remoteproc0/device
hash() { # N
	printf "%064x" "$1"
}
ctl measurement m4-0
refused 1 "rprocctl: m4-0: its driver shows no measurement: no TEE is in charge of it" \
	'measurement: direct mode'
mkdir "$measured"
printf '%s\n' "$(hash 10)" "$(hash 11)" "$(hash 12)" >"$measured/measurement"
ctl measurement m4-0
is "$status:$out" "0:$(hash 10)"$'\n'"segment 0: $(hash 11)"$'\n'"segment 1: $(hash 12)" \
	'measurement: over all, then of each segment'
ctl --json measurement 0
is "$(/usr/bin/python3 -c 'import json, sys
m = json.load(sys.stdin)
print(int(m["measurement"], 16), [int(s, 16) for s in m["segments"]])' <<<"$out")" \
	'10 [11, 12]' 'measurement: in JSON'
for i in {1..63}; do hash "$i" && echo; done >"$measured/measurement"
ctl measurement m4-0
is "$status:$(wc -l <<<"$out"):$(tail -n 1 <<<"$out")" "0:63:segment 61: $(hash 63)" \
	'measurement: a page full'
hash 7 >"$measured/measurement"
ctl --json measurement m4-0
is "$status:$out" "0:{\"measurement\": \"$(hash 7)\", \"segments\": []}" \
	'measurement: no room for segments'
for bad in '' $'\n' "$(hash 7)0" "$(hash 7)"$'\n'x "$(printf %064s x)" \
	"$(hash 1)"$'\n\n'"$(hash 2)"; do
	printf %s "$bad" >"$measured/measurement"
	ctl measurement m4-0
	refused 1 "rprocctl: m4-0: can't read its measurement: Bad message" \
		"measurement: $(printf %q "$bad" | head -c 20)"
done
rm "$measured/measurement"
mkdir "$measured/measurement"
ctl measurement m4-0
refused 1 "rprocctl: m4-0: can't read its measurement: Is a directory" \
	'measurement: can not be read'

# --- names that are made to deceive
evil=$'\e[2Jx\u202ey\u009bz\xff\\'
shown='\x1b[2Jx\xe2\x80\xaey\xc2\x9bz\xff\\'
core 5 "$evil"
ctl list
is "$(sed -n 5p <<<"$out" | tr -s ' ')" "remoteproc5 $shown offline $shown.elf" \
	'list: escaped'
ctl --json list
is "$(LC_ALL=C tr -d '\n -~' <<<"$out")" '' 'list --json: ASCII'
is "$(/usr/bin/python3 -c 'import json, sys
print(ascii(json.load(sys.stdin)[4]["name"]))' <<<"$out")" \
	"'\\x1b[2Jx\\u202ey\\x9bz\\ufffd\\\\'" 'list --json: the name is in it'
ctl firmware 5
is "$status:$out" "0:$shown.elf" 'firmware: escaped'
ctl --json firmware "$evil"
is "$status:$(json 'ascii(j["firmware"])')" \
	"0:'\\x1b[2Jx\\u202ey\\x9bz\\ufffd\\\\.elf'" 'firmware --json: escaped'
ctl log "$evil"
refused 1 "rprocctl: $shown: it has no trace buffer now" 'a message about it'
ctl state $'no\e]0;t\a'
refused 1 'rprocctl: no\x1b]0;t\x07: no such remote processor' 'an unknown name'
ctl $'fly\e[m'
refused 2 'rprocctl: fly\x1b[m: no such command; see rprocctl --help' 'an unknown command'
ctl $'--fly\e[m' list
refused 2 'rprocctl: --fly\x1b[m: no such option; see rprocctl --help' 'an unknown option'

# a trace is shown as it is to a file, and escaped to a terminal
printf 'red \e[31m\\ tab\t\xc3\xa9\xc2\x9b\r\nalone\rx\n' >"$dir/debug/remoteproc/remoteproc5/trace0"
"$tool" "${places[@]}" log 5 >"$dir/trace"
cmp -s "$dir/trace" "$dir/debug/remoteproc/remoteproc5/trace0"
result $? 'log: to a file, byte for byte' "$(od -c "$dir/trace")"
script -qec "stty -onlcr; '$tool' --sysfs '$dir/sys' --debugfs '$dir/debug' log 5" /dev/null \
	</dev/null >"$dir/trace"
printf 'red \\x1b[31m\\ tab\t\xc3\xa9\\xc2\\x9b\r\nalone\\x0dx\n' | cmp -s - "$dir/trace"
result $? 'log: to a terminal, escaped' "$(od -c "$dir/trace")"
ctl --help
is "$status:$(grep -c '^  ' <<<"$out")" 0:31 '--help'
"$tool" --help >/dev/full 2>"$dir/err"
"$tool" --sysfs "$dir/sys" list >/dev/full 2>"$dir/err"
is "$?:$(<"$dir/err")" '1:rprocctl: output: No space left on device' 'full output'

done_testing
