# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# The cost of trust: the same firmware in three sizes, started the normal way and
# through the TEE, in one booted run, and where that time goes. Time is from the write of "start" until it
# returns, which is when the state is running; the median of ROUNDS. The two
# cases take turns, so that both have the same machine.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

# a median of one is no measure, but the counts of calls and bytes are what they are
ROUNDS=$(in_check_all 7 1)
load_hooks
normal=$(core_of m4-1) || bailoutput 'no core m4-1'
secure=$(core_of m4-0) || bailoutput 'no core m4-0'

median() {
	sort -n "$1" | sed -n "$((ROUNDS / 2 + 1))p"
}

# start_us CORE FIRMWARE
start_us() {
	core_set "$1" firmware "$2" >/dev/null
	time-write "/sys/class/remoteproc/$1/state" start
	state_is "$1" running || echo "$1 $2: $(core_get "$1" state)" >>/tmp/bad
	[ "$(core_stop "$1")" = 0 ] || echo "$1 $2: stop" >>/tmp/bad
}

# note FILE...: the microseconds of what has just been done, for median()
note() {
	hook tee_us | tr , '\n' >/tmp/tee_us
	awk '{ all += $1 } END { print all }' /tmp/tee_us >>/tmp/us.tee
	sed -n 2p /tmp/tee_us >>/tmp/us.load
	sed -n 5p /tmp/tee_us >>/tmp/us.table
	echo $(($(request_us) - soc)) >>/tmp/us.soc
}

# timed_start CORE IMAGE
timed_start() {
	hook_set tee_us 0,0,0,0,0,0,0
	core_set "$1" firmware "$2" >/dev/null
	soc=$(request_us)
	time-write "/sys/class/remoteproc/$1/state" start >>/tmp/us.secure
	note
}

forget_times() {
	rm -f /tmp/us.*
}

# check_of IMAGE: what the TEE takes to refuse it, without what the SoC does: one for its
# key has had the SoC's slots read, one for its signature that, too. A start has both
# done twice.
check_of() {
	forget_times
	round=0
	while [ $round -lt $ROUNDS ]; do
		round=$((round + 1))
		timed_start "$secure" "$1" 2>/dev/null
		state_is "$secure" offline || echo "$1: not refused" >>/tmp/bad
	done
	echo $(($(median /tmp/us.load) - $(median /tmp/us.soc)))
}

# bench SIZE IMAGE KEY CHECK_US: two lines of the table
bench() {
	image=$2
	forget_times
	calls=0
	copied=0
	round=0
	while [ $round -lt $ROUNDS ]; do
		round=$((round + 1))
		start_us "$normal" "teeproc-sram-$1.elf" >>/tmp/us.normal
		before=$(hook tee_calls)
		hook_set copied 0
		timed_start "$secure" "$image"
		calls=$(($(hook tee_calls) - before))
		copied=$(hook copied)
		state_is "$secure" running || echo "$secure: not running" >>/tmp/bad
		[ "$(core_stop "$secure")" = 0 ] || echo "$secure: stop" >>/tmp/bad
	done
	size=$(stat -c %s "/lib/firmware/$image")
	awk -v size="$1" -v n="$(median /tmp/us.normal)" -v s="$(median /tmp/us.secure)" \
		-v calls=$calls -v copied="$copied" -v bytes="$size" -v key="$3" \
		-v tee="$(median /tmp/us.tee)" -v soc="$(median /tmp/us.soc)" \
		-v call="$(median /tmp/us.table)" -v check="$4" -v keys="$keys_us" 'BEGIN {
		printf "# bench: start %-4s %-8s normal %7.1f ms, TEE %7.1f ms, ratio %5.2f, TEE calls %d, bytes copied by Linux per image byte %g\n",
			size, key, n / 1000, s / 1000, s / n, calls, copied / bytes
		call /= 2 # two of them
		check = 2 * (check - keys)
		keys = 2 * (keys - call)
		printf "# bench:                     of which: kernel %.1f, %d calls as such %.1f, signature %.1f, keys from the SoC %.1f, SoC %.1f, other in the TEE %.1f ms; without signature and keys %.2f of normal\n",
			(s - tee) / 1000, calls, calls * call / 1000, check / 1000, keys / 1000,
			soc / 1000, (tee - calls * call - check - keys - soc) / 1000,
			(s - check - keys) / n }'
	is "$calls" 4 "$1: TEE calls per start: load, table, table, start"
	at_most $((copied * 100 / size)) 100 \
		"$1: bytes that Linux copies, percent of the image"
	if [ "$copied" = 0 ]; then
		ok "$1: none where the kernel registers vmalloc memory" true
	else
		case $(uname -r) in
		6.[2-7].*) ok "$1: copied, as this kernel registers no vmalloc memory" true ;;
		*) not_ok "$1: copied, on a kernel that registers vmalloc memory" true ;;
		esac
	fi
}

: >/tmp/bad
# both once, for what is made once
start_us "$normal" teeproc-sram-64k.elf >/dev/null
start_us "$secure" teeproc-sram-64k.signed >/dev/null
keys_us=$(check_of bad-stranger.signed)
rsa_us=$(check_of bad-tampered-signature.signed)
ec_us=$(check_of bad-tampered-signature-ec.signed)
for size in 64k 1m 8m; do
	bench $size teeproc-sram-$size.signed RSA-2048 "$rsa_us"
done
bench 64k teeproc-sram-64k-ec.signed P-256 "$ec_us"
is "$(cat /tmp/bad)" '' 'every start ran and stopped'

# --- what rprocctl ping takes for itself of the round trips that it measures
messages=$(in_check_all 500 50)
core_set "$secure" firmware teeproc-sram.signed >/dev/null
is "$(core_set "$secure" state start)" 0 'ping: a firmware that echoes'
wait_for 20 rpmsg_of "$secure"
rprocctl-timed ping m4-0 --count "$messages" --interval 0 >/dev/null 2>/tmp/share
is $? 0 'ping: each message is back'
read -r own_ns round_ns </tmp/share
awk -v own="$own_ns" -v round="$round_ns" 'BEGIN {
	printf "# bench: ping: round trip %.3f ms, of which its own %.4f ms, %.2f %%\n",
		round / 1e6, own / 1e6, own * 100 / round }'
at_most $((${own_ns:-1} * 1000 / ${round_ns:-1})) 50 'ping: its own share of the round trip, permille'
is "$(core_stop "$secure")" 0 'ping: stopped'

done_testing
