# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# The cost of trust: the same firmware in three sizes, started the normal way and
# through the TEE, in one booted run. Time is from the write of "start" until it
# returns, which is when the state is running; the median of ROUNDS. The two
# cases take turns, so that both have the same machine.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

ROUNDS=7
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

# bench SIZE IMAGE KEY: one line of the table
bench() {
	image=$2
	: >/tmp/us.normal
	: >/tmp/us.secure
	calls=0
	copied=0
	round=0
	while [ $round -lt $ROUNDS ]; do
		round=$((round + 1))
		start_us "$normal" "teeproc-sram-$1.elf" >>/tmp/us.normal
		before=$(hook tee_calls)
		hook_set copied 0
		core_set "$secure" firmware "$image" >/dev/null
		time-write "/sys/class/remoteproc/$secure/state" start >>/tmp/us.secure
		calls=$(($(hook tee_calls) - before))
		copied=$(hook copied)
		state_is "$secure" running || echo "$secure: not running" >>/tmp/bad
		[ "$(core_stop "$secure")" = 0 ] || echo "$secure: stop" >>/tmp/bad
	done
	n=$(median /tmp/us.normal)
	s=$(median /tmp/us.secure)
	size=$(stat -c %s "/lib/firmware/$image")
	awk -v size="$1" -v n="$n" -v s="$s" -v calls=$calls -v copied="$copied" \
		-v bytes="$size" -v key="$3" 'BEGIN {
		printf "# bench: start %-4s %-8s normal %7.1f ms, TEE %7.1f ms, ratio %5.2f, TEE calls %d, bytes copied by Linux per image byte %g\n",
			size, key, n / 1000, s / 1000, s / n, calls, copied / bytes }'
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
for size in 64k 1m 8m; do
	bench $size teeproc-sram-$size.signed RSA-2048
done
bench 64k teeproc-sram-64k-ec.signed P-256
is "$(cat /tmp/bad)" '' 'every start ran and stopped'

done_testing
