#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# teeproc-board run, with the board: what a firmware writes, how it ends, what a
# script or an expectation makes of it, in both modes.
set -u
. tests/run/lib.sh

tool=build/tools/teeproc-image/teeproc-image

script() {
	printf '#!/bin/sh\n%s\n' "$2" >"$dir/$1"
	echo "$dir/$1"
}

# --- the first line of a plain ELF file
SECONDS=0
runs 0 'secure: the first trace line is expected and seen' \
	--expect 'tcm layout, is up' build/firmware/teeproc-tcm.elf
limit=$(waits_out "$SECONDS")
says stdout '^m4-0 (trace|uart): teeproc sample firmware, tcm layout, is up' \
	'with the name of its core'
says stderr 'made a development key' 'a development key was made'
[ "$(stat -c %a "$dir/data/teeproc/development-key.pem")" = 600 ]
ok $? 'for its owner only'
runs 0 'direct: the first trace line is expected and seen' --mode direct \
	--expect 'sram layout, is up' build/firmware/teeproc-sram.elf

# --- the trace buffer, which comes through Linux
runs 0 'secure: its trace is shown' build/firmware/teeproc-tcm.elf \
	--script "$(script trace.sh 'until rprocctl log m4-0 | grep -q announced; do usleep 50000; done')"
says stderr '^m4-0 trace: rpmsg: channel rpmsg-raw announced' 'all of it'
! grep -q '^m4-' "$dir/stdout"
ok $? "and beside the script's output"

# --- ends
runs 0 'secure: a firmware that ends' "$firmware/end.elf"
says stdout '^m4-0 uart: tiny is up' 'its last words are there'
runs 0 'direct: a firmware that ends' --mode direct "$firmware/shared-end.elf"
runs 1 'secure: a crash' "$firmware/crash.elf"
says stderr 'm4-0: crashed: its firmware says so' 'its cause'
says stderr '^  at +[0-9a-f]{8}  divide_the_undividable\+0x[0-9a-f]+ \(tiny\.c:[0-9]+\)' \
	'where it was'
says stderr '^  pc +[0-9a-f]{8}  hard_fault\+0x[0-9a-f]+ \(tiny\.c:[0-9]+\)' \
	'where the handler is'
says stderr '^  xpsr [0-9a-f]{8}  in the HardFault handler' 'which one it is'
runs 1 'a lock-up' "$firmware/lockup.elf"
says stderr 'm4-0: crashed: lock-up' 'its cause'
says stderr '^  pc +[0-9a-f]{8}  hard_fault\+0x[0-9a-f]+ \(tiny\.c:[0-9]+\)' 'where it was'
# without an end of its own: it crashes at each start
starts --recover "$firmware/crash.elf"
waits has_said 'm4-0: crashed: its firmware says so' 2
has_said 'm4-0: crashed: its firmware says so' 2
ok $? '--recover: Linux starts it again'
kill $run 2>/dev/null
wait $run
ok $? '--recover: ended from outside, exit status 0'
runs 1 'direct: a crash' --mode direct --json "$firmware/shared-crash.elf"
! grep -vE '^\{"event": "[a-z]+".*\}$' "$dir/stdout"
ok $? 'direct: all of stdout is JSON, line by line'
says stdout '"event": "crash", "core": "m4-0", "cause": "its firmware says so", "at": [0-9]+, "at_name": "divide_the_undividable\+' \
	'direct: where it was'
says stdout '"event": "uart", "core": "m4-0", "text": "tiny is up"' 'direct: what it has written'
python3 -c 'import json, sys
events = [json.loads(line) for line in open(sys.argv[1])]
assert [e["state"] for e in events if e["event"] == "state"] == ["running", "crashed"]
assert events[-1] == {"event": "end", "status": 1}, events[-1]' "$dir/stdout"
ok $? 'direct: states, and the end with the exit status'
runs 1 'an expectation that the end comes before' --expect 'never' "$firmware/end.elf"
says stderr "not seen before the firmware's end" 'is said'

# --- time
times_out 'an expectation that is not met' --expect 'tiny is up' "$firmware/silent.elf"
says stderr "tiny is up: not seen in $limit s" 'is said at the time-out'
runs 1 'a firmware that is not up in time' --timeout 1 "$firmware/hello.elf"
says stderr "m4-0: has not come up in 1 s; the board's boot had come to: " \
	'it is said how far the board was'
runs 0 'a prompt without an end of line is seen' --expect '^tiny> $' \
	"$firmware/prompt.elf"

# --- scripts
for status in 0 1 77; do
	runs $status "a script's exit status $status" "$firmware/hello.elf" \
		--junit "$dir/junit.xml" --script \
		"$(script "$status.sh" "id -u; cat /sys/class/remoteproc/*/state | sort | tail -n 1; echo err >&2; printf end; exit $status")"
	[ "$(cat "$dir/stdout")" = "$(printf '0\nrunning\nerr\nend')" ]
	ok $? 'its output is on stdout, and nothing else'
	[ "$(xmllint --xpath 'concat(//@tests, " ", //@failures, " ", //failure/@message)' "$dir/junit.xml")" = \
		"$([ $status = 0 ] && echo '1 0 ' || echo "1 1 exit status $status")" ]
	ok $? 'JUnit: one test, which failed if the script did'
done
runs 5 'a script that leaves something in the background' "$firmware/hello.elf" \
	--junit "$dir/junit.xml" --script "$(script background.sh 'echo 1..5
		echo ok 1 - one; echo "not ok 2 - <two> & \"2\""; echo "# why <so>"
		echo "ok 3 # SKIP no such thing"
		sleep 1000 & exit 5')"
junit=$(xmllint --xpath 'concat(//@tests, " ", //@failures, " ", //@skipped, " ",
	//testcase[2]/@name, ";", //testcase[2]/system-out, ";", //skipped/@message, ";",
	//testcase[4]/failure/@message)' "$dir/junit.xml")
[ "$junit" = '4 2 1 <two> & "2";not ok 2 - <two> & "2"
# why <so>
;SKIP no such thing;3 tests of 5' ]
ok $? "JUnit: a script's tests, what they say, and the plan"
# the agent's children: what follows the trace
runs 0 'a line in two halves, and children of the agent end in between' \
	"$firmware/hello.elf" --script "$(script halves.sh 'echo -n "half of it, "
		kill $(pidof rprocctl) || echo "there are none"
		sleep 0.3; echo "and the rest"')"
[ "$(cat "$dir/stdout")" = 'half of it, and the rest' ]
ok $? 'comes whole'
times_out 'a script that does not end' "$firmware/hello.elf" \
	--script "$(script long.sh 'sleep 1000')"
says stderr "long.sh: has not ended in $limit s" 'is said'

# --- both cores, the other core
runs 0 'two cores' --cores "$firmware/hello.elf,$firmware/prompt.elf" \
	--expect '^tiny> $'
says stdout '^m4-[01] uart: tiny is up' 'each by its name'
runs 0 'core 1 alone' --core 1 "$firmware/end.elf"
says stdout '^m4-1 uart: tiny is up' 'by its name'

# --- signed images
runs 0 'one changed bit is refused' --tamper build/firmware/teeproc-tcm.elf
says stderr 'm4-0: refused, as it has to be' 'and this is what was wanted'
! grep -q 'is up' "$dir/stdout"
ok $? 'none of it ran'
"$tool" keygen --type p256 --out "$dir/key.pem"
"$tool" pubkey --key "$dir/key.pem" --out "$dir/key.blob" >/dev/null
"$tool" pubkey --key "$dir/data/teeproc/development-key.pem" --out "$dir/other.blob" >/dev/null
"$tool" sign --key "$dir/key.pem" --target 0 --out "$dir/my.signed" "$firmware/end.elf"
runs 0 'a signed image and its key' --key-blob "$dir/key.blob" "$dir/my.signed"
runs 1 "a signed image and another's key" --key-blob "$dir/other.blob" "$dir/my.signed"
says stderr 'signature is not accepted' 'is refused'

done_testing
