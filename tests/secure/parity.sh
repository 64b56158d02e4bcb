# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# Point 1: to the remoteproc core the TEE case looks exactly like the normal
# case. One battery runs twice, on a core in direct mode and on one in the TEE's
# charge; what is seen from outside at each step is compared line by line.
# parity.differences has the differences that must be, each with its reason.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

tracing=/sys/kernel/tracing
steps=

# --- what is seen

# probe EVENT SYMBOL
probe() {
	echo "p:ops/$1 teeproc_rproc:$2" >>$tracing/kprobe_events ||
		bailoutput "$2 can not be traced"
}

# The operations under the names that both cases share
trace_ops() {
	probe prepare teeproc_rproc_prepare
	for op in parse_fw load find_loaded_rsc_table start stop coredump unprepare; do
		probe $op "$1_$op"
	done
	[ "$1" = secure ] || probe sanity_check direct_sanity_check
	echo 1 >$tracing/events/ops/enable
	echo >$tracing/trace
}

untrace_ops() {
	echo 0 >$tracing/events/ops/enable
	echo >$tracing/kprobe_events
}

ops_since() {
	sed -n 's/^[^#].*: \([a-z_]*\): (.*/op: \1/p' $tracing/trace
	echo >$tracing/trace
}

# One line a word, as it would be on core 0
table_words() {
	physmem read $(($1)) "$table_size" >/tmp/table.now
	hexdump -v -e '"loaded table: %04_ax " 1/4 "%08x" "\n"' /tmp/table.now |
		sed 's/ 61\(......\)$/ 60\1/'
}

# Lines of the core's own first, in their order; those of others can come
# between them anywhere, and so can that of a crash: whoever reports it says so after
# the worker has been told, which may be at it already
log_lines() {
	log_since_mark | sed -e 's/^\[[^]]*\] //' |
		grep -E 'remoteproc|rproc|rpmsg|virtio|tee' >/tmp/log.now
	sed -n 's/^remoteproc //p' /tmp/log.now >/tmp/log.core
	grep ': crash detected in ' /tmp/log.core
	grep -v ': crash detected in ' /tmp/log.core
	grep -v '^remoteproc ' /tmp/log.now | sort
}

# Numbers that tell which of two cores it is, or how many devices there were
normalize() {
	sed -e 's/remoteproc[0-9]\+/remoteprocN/g' -e "s/$core0_name/NAME/g" -e "s/$core1_name/NAME/g" \
		-e 's/remoteproc-[01]/remoteproc-N/g' \
		-e 's/virtio[0-9]\+/virtioN/g' -e 's/rpmsg[0-9]\+/rpmsgN/g' \
		-e 's/rproc-virtio\.[0-9]*\.auto/rproc-virtio.N.auto/g' \
		-e 's/\(teeproc-[a-z0-9-]*\)\.\(elf\|signed\)/\1.FW/g' \
		-e 's/0x61\([0-9a-f]\{6\}\)/0x60\1/g' \
		-e 's/@61\([0-9a-f]\{6\}\)/@60\1/g' \
		-e 's/0000000061\([0-9a-f]\{6\}\)/0000000060\1/g' \
		-e 's/sram[01]-fw/sramN-fw/g' \
		-e 's/\(Virtual address: \)[0-9a-f]*$/\1HASH/' \
		-e 's/devcd[0-9]*/devcdN/g'
}

core_files() {
	_debug=/sys/kernel/debug/remoteproc/$core
	echo "state: $(core_get "$core" state)"
	sed 's/^/resource_table: /' "$_debug/resource_table"
	sed 's/^/carveout: /' "$_debug/carveout_memories"
	# shellcheck disable=SC2012 # no names but the kernel's
	ls "$_debug" | sed 's/^/debugfs: /'
	mappings | grep "phys=0x0*6$id" |
		sed 's/^\([0-9]*\) .*phys=\([^ ]*\).*/mapping: \1 \2/' | sort
	find "/sys/class/remoteproc/$core/device/" -maxdepth 1 -name 'rproc-virtio*' |
		sed 's|.*/|device: |'
}

# step NAME [STATE]: how the world looks after it. The lines of its own that the step
# has printed come first.
step() {
	case " $steps " in
	*" $1 "*) ;;
	*) steps="$steps $1" ;;
	esac
	{
		cat /tmp/step.own
		ops_since
		log_lines
		core_files
		case $(core_get "$core" state) in
		running) table_words "$table_at" ;;
		esac
	} | normalize | sed "s/^/$1: /" >>"$result"
	: >/tmp/step.own
	log_mark
	# so that the two cases are not the same by standing still
	[ -z "$2" ] || is "$(core_get "$core" state)" "$2" "$case case: $1: $2"
}

# saw WORDS: keeps them as a line of the step
saw() {
	echo "$*" >>/tmp/step.own
}

set_state() {
	saw "write $1: $(core_set "$core" state "$1")"
}

channel_is_there() {
	wait_for 20 rpmsg_of "$core" || saw 'no channel'
	# the log has its line by then
	saw "channel: $(basename "$(rpmsg_of "$core")")"
}

recovery_failed() {
	log_has 'request_firmware failed' && state_is "$core" crashed
}

# --- the battery

# battery CASE LABEL ID SUFFIX
battery() {
	case=$1
	core=$(core_of "$2") || bailoutput "no core $2"
	id=$3
	result=/tmp/parity.$1
	table_at=$((table_pa + id * 0x1000000))
	platform=/sys/bus/platform/drivers/teeproc_rproc
	: >"$result"
	: >/tmp/step.own
	trace_ops "$1"
	log_mark

	step first
	saw "firmware: $(core_set "$core" firmware "teeproc-sram.$4")"
	set_state start
	channel_is_there
	step start running
	saw "firmware: $(core_set "$core" firmware other)"
	set_state detach
	set_state fly
	step refused-while-running
	# some kernels count the starts, others refuse the second
	set_state start
	set_state stop
	state_is "$core" running || set_state start
	channel_is_there
	step two-starts-one-stop running
	saw "echo: $(echo_test "$core" 200 1 | sed 's/ in .*//')"
	saw "vring: $(command_to "$core" vring 5000)"
	step echo

	times=$(hook starts)
	saw "crash: $(command_to "$core" crash && echo sent)"
	wait_for 60 started_since "$core" "$times" || saw 'not recovered'
	channel_is_there
	saw "vring: $(command_to "$core" vring 5000)"
	step recovery running
	saw "coredump: $(core_set "$core" coredump enabled)"
	times=$(hook starts)
	saw "crash: $(command_to "$core" lockup && echo sent)"
	wait_for 60 started_since "$core" "$times" || saw 'not recovered'
	channel_is_there
	saw "dumps: $(find /sys/class/devcoredump -name 'devcd*' | wc -l)"
	saw "dump: $(head -c 4 "$(find /sys/class/devcoredump/devcd*/data)" | tail -c 3)"
	echo 1 >"$(find /sys/class/devcoredump/devcd*/data)"
	saw "coredump: $(core_set "$core" coredump disabled)"
	step recovery-with-dump running

	set_state stop
	wait_for 5 has_no_rpmsg "$core"
	step stop offline
	set_state stop
	step second-stop
	set_state start
	channel_is_there
	step second-start running
	saw "recovery: $(core_set "$core" recovery disabled)"
	saw "crash: $(command_to "$core" crash && echo sent)"
	wait_for 60 state_is "$core" crashed
	step crashed crashed
	set_state start
	step start-of-a-crashed-one
	set_state stop
	state_is "$core" offline || set_state stop
	if state_is "$core" crashed; then
		saw "recovery: $(core_set "$core" recovery recover)"
		wait_for 60 state_is "$core" running || saw 'not recovered'
		channel_is_there
		set_state stop
		state_is "$core" offline || set_state stop
		core_set "$core" recovery disabled >/dev/null
	fi
	wait_for 5 has_no_rpmsg "$core"
	step stop-of-a-crashed-one offline
	set_state start
	channel_is_there
	command_to "$core" crash
	wait_for 60 state_is "$core" crashed
	saw "recovery: $(core_set "$core" recovery enabled)"
	wait_for 60 state_is "$core" running
	channel_is_there
	step recovery-asked-for running
	set_state stop
	wait_for 5 has_no_rpmsg "$core"
	step stop-after-it offline
	set_state start
	channel_is_there
	mv "/lib/firmware/teeproc-sram.$4" /lib/firmware/away
	saw "crash: $(command_to "$core" crash && echo sent)"
	wait_for 10 recovery_failed || saw 'no recovery was tried'
	step recovery-that-fails crashed
	mv /lib/firmware/away "/lib/firmware/teeproc-sram.$4"
	saw "recovery: $(core_set "$core" recovery recover)"
	wait_for 60 state_is "$core" running || saw 'not recovered'
	channel_is_there
	step recovery-that-failed-before running
	set_state stop
	wait_for 5 has_no_rpmsg "$core"
	step stop-after-both offline

	saw "firmware: $(core_set "$core" firmware "teeproc-sram-notable.$4")"
	set_state start
	table_at=$((0x60000000 + id * 0x1000000))
	step start-without-table running
	times=$(hook starts)
	echo 1 >"/sys/kernel/debug/remoteproc/$core/crash"
	wait_for 60 started_since "$core" "$times" || saw 'not recovered'
	step recovery-without-table running
	set_state stop
	step stop-without-table offline
	table_at=$((table_pa + id * 0x1000000))

	saw "firmware: $(core_set "$core" firmware "teeproc-sram-anyvring.$4")"
	set_state start
	channel_is_there
	saw "vring: $(command_to "$core" vring 5000)"
	step start-with-free-vrings running
	times=$(hook starts)
	command_to "$core" crash
	wait_for 60 started_since "$core" "$times" || saw 'not recovered'
	channel_is_there
	saw "vring: $(command_to "$core" vring 5000)"
	step recovery-with-free-vrings running
	set_state stop
	wait_for 5 has_no_rpmsg "$core"
	step stop-with-free-vrings offline

	saw "firmware: $(core_set "$core" firmware "teeproc-sram-badcarveout.$4")"
	set_state start
	step table-that-linux-refuses offline
	saw "firmware: $(core_set "$core" firmware "teeproc-missing.$4")"
	set_state start
	step missing-firmware offline
	cp "/lib/firmware/teeproc-sram.$4" "/lib/firmware/teeproc-cut.$4"
	truncate -s 100 "/lib/firmware/teeproc-cut.$4"
	saw "firmware: $(core_set "$core" firmware "teeproc-cut.$4")"
	set_state start
	step truncated-firmware offline

	saw "firmware: $(core_set "$core" firmware "teeproc-sram.$4")"
	set_state start
	channel_is_there
	step start-once-more running
	echo "remoteproc-$id" >$platform/unbind
	steps="$steps unbind"
	{
		ops_since
		log_lines
		mappings | grep "phys=0x0*6$id" |
			sed 's/^\([0-9]*\) .*phys=\([^ ]*\).*/mapping: \1 \2/'
	} | normalize | sed 's/^/unbind: /' >>"$result"
	log_mark
	echo "remoteproc-$id" >$platform/bind
	core=$(core_of "$2") || bailoutput "no core $2 after the bind"
	step bind offline
	saw "firmware: $(core_set "$core" firmware "teeproc-sram.$4")"
	set_state start
	channel_is_there
	step start-after-bind running
	set_state stop
	wait_for 5 has_no_rpmsg "$core"
	step last-stop offline

	untrace_ops
}

# --- comparison

# apply CASE COLUMN: what is left when the declared differences are put aside
apply() {
	awk -F '\t+' -v column="$2" -v used="/tmp/used.$1" '
		FNR == NR {
			if ($0 ~ /^#/ || NF < 3)
				next
			n++
			name[n] = $1
			mine[n] = $column
			both[n] = $2 != "-" && $3 != "-"
			split($4, times_of, " ")
			most[n] = times_of[1]
			all[n] = times_of[2]
			next
		}
		{
			for (i = 1; i <= n; i++) {
				if (mine[i] == "-" || $0 !~ mine[i])
					continue
				step = $0
				sub(/: .*/, "", step)
				if (most[i] && ++seen[i, step] > most[i])
					continue
				times[i]++
				if (both[i])
					print step ": <" name[i] ">"
				next
			}
			print
		}
		END {
			for (i = 1; i <= n; i++)
				print name[i], mine[i] == "-" ? "none" : times[i] + 0, all[i] >used
		}
	' /tests/parity.differences "/tmp/parity.$1" >"/tmp/compare.$1"
}

compare() {
	apply direct 2
	apply secure 3
	for name in $steps; do
		grep "^$name: " /tmp/compare.direct >/tmp/step.direct
		grep "^$name: " /tmp/compare.secure >/tmp/step.secure
		lines=$(wc -l </tmp/step.direct)
		ok "point 1: $name: $lines lines are the same in both cases" \
			same_and_not_empty
	done
	occur 'normal case' </tmp/used.direct
	occur 'TEE case' </tmp/used.secure
}

# occur CASE: as often as is declared, or else at all
occur() {
	while read -r name times all; do
		if [ -n "$all" ] && [ "$times" != none ]; then
			is "$times" "$all" "a declared difference occurs: $name, $1, $all times"
		else
			[ "$times" != 0 ]
			tap_result $? "a declared difference occurs: $name, $1 ($times)"
		fi
	done
}

same_and_not_empty() {
	diff /tmp/step.direct /tmp/step.secure && [ -s /tmp/step.direct ]
}

load_hooks
dmesg -n 1
battery direct "$core1_name" 1 elf
battery secure "$core0_name" 0 signed
at_most $((100 - $(wc -l </tmp/parity.direct))) 0 'the battery sees a lot'
compare

done_testing
