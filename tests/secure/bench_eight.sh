# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# How long a core takes from the write of "start" until it is running, alone, with one
# other and with seven others that start at the same time, and what it waits for. The
# numbers take turns, so that all have the same machine; the median of ROUNDS.
#
# Waiting for OP-TEE is measured in its driver, where a call sleeps while OP-TEE carries
# out another's: as long as OP-TEE has no thread left for it, and as long as the
# Trusted Application, of which there is one instance, has another session's command.

# shellcheck source=tests/secure/lib-several.sh
. /tests/lib-several.sh

ROUNDS=$(in_check_all 7 1)
tracing=/sys/kernel/tracing
settle_s=2 # so that the stopped cores' QEMUs have come up again

find_cores 8 || bailoutput 'not all cores are there'
image=teeproc-sram-64k.signed
mode=TEE
[ -e /proc/device-tree/remoteproc-0/teeproc,tee ] || {
	image=teeproc-sram-64k.elf
	mode=direct
}
for core in $cores; do
	is "$(core_set "$core" firmware $image)" 0 "$core: $image"
done

watch_waits() {
	for _wait in notif_wait cq_wait_for_completion; do
		echo "p:waits/from_$_wait optee:optee_$_wait"
		echo "r:waits/to_$_wait optee:optee_$_wait"
	done >$tracing/kprobe_events
	echo 1 >$tracing/events/waits/enable
}

unwatch_waits() {
	echo 0 >$tracing/events/waits/enable
	echo >$tracing/kprobe_events
}

# waited_us: of all processes together, since the trace was emptied
waited_us() {
	awk '{ us = $4; sub(":", "", us); us *= 1e6 }
		$5 ~ /^from_/ { from[$1] = us }
		$5 ~ /^to_/ { all += us - from[$1] }
		END { printf "%d\n", all }' $tracing/trace
}

first_cores() {
	echo "$cores" | cut -d ' ' -f "1-$1"
}

# start_some COUNT: the mean, the longest, and what of the mean was waited, to /tmp/us.COUNT
start_some() {
	_pids=
	echo >$tracing/trace
	for _one in $(first_cores "$1"); do
		time-write "/sys/class/remoteproc/$_one/state" start \
			>"/tmp/at_once.$_one" &
		_pids="$_pids $!"
	done
	# shellcheck disable=SC2086 # numbers
	wait $_pids
	_waited=$(waited_us)
	for _one in $(first_cores "$1"); do
		state_is "$_one" running || echo "$1: $_one: $(core_get "$_one" state)" >>/tmp/bad
		cat "/tmp/at_once.$_one"
	done | awk -v waited="$_waited" '{ all += $1 } $1 > most { most = $1 }
		END { printf "%d %d %d\n", all / NR, most, waited / NR }' >>"/tmp/us.$1"
	for _one in $(first_cores "$1"); do
		[ "$(core_stop "$_one")" = 0 ] || echo "$1: $_one: stop" >>/tmp/bad
	done
	sleep $((settle_s * slow))
}

# median COUNT: the round whose mean is
median() {
	sort -n "/tmp/us.$1" | sed -n "$((ROUNDS / 2 + 1))p"
}

: >/tmp/bad
watch_waits
start_some 8 # for what is made once
rm /tmp/us.*
round=0
while [ $round -lt "$ROUNDS" ]; do
	round=$((round + 1))
	for count in 1 2 8; do
		start_some $count
	done
done
unwatch_waits
is "$(cat /tmp/bad)" '' 'every start ran and stopped'

{
	median 1
	median 2
	median 8
} >/tmp/medians
awk -v mode=$mode '
	{ mean[NR] = $1; most[NR] = $2; waited[NR] = $3 }
	END {
		printf "# bench: %s: start of 1 core %.1f ms, of 2 at once %.1f ms a core, of 8 at once %.1f ms (%.1f until the last), %.2f times that of 2\n",
			mode, mean[1] / 1000, mean[2] / 1000, mean[3] / 1000,
			most[3] / 1000, mean[3] / mean[2]
		own = (mean[3] - waited[3]) / (mean[2] - waited[2])
		if (mode == "direct")
			printf "# bench: direct: one after the other eight take %.1f ms, %.2f times as long as at once\n",
				8 * mean[1] / 1000, 8 * mean[1] / most[3]
		else
			printf "# bench: %s: of it waits for OP-TEE, which has another core'\''s command: %.1f ms with 2, %.1f ms with 8; without them %.2f times\n",
				mode, waited[2] / 1000, waited[3] / 1000, own
		print int(100 * mean[3] / mean[2]) >"/tmp/ratio"
		print int(100 * own) >"/tmp/ratio.own"
		print int(100 * most[3] / (8 * mean[1])) >"/tmp/ratio.turns"
	}' /tmp/medians
# either it is kept, or what OP-TEE does one at a time is all that keeps it from it; without
# a TEE there are only the CPUs to share, of the board and of its host
if [ "$(cat /tmp/ratio)" -gt 150 ] && [ $mode = TEE ]; then
	at_most "$(cat /tmp/ratio.own)" 150 \
		'8 at once to 2 at once, without the waits for OP-TEE, percent'
elif [ $mode = direct ]; then
	at_most "$(cat /tmp/ratio.turns)" 100 '8 at once to 8 one after the other, percent'
fi

done_testing
