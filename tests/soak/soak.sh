# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# In one boot, in the TEE case: so many starts, echoes and stops, and so many crashes
# with their recovery; then there is as much of everything as before. The kernel's
# command line says how many: teeproc.soak=STARTS,CRASHES.
#
# "# soak: before" and "# soak: after" tell soak-test when to look at the SoC's
# process.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

fw=teeproc-sram.signed
load_hooks
core=$(core_of m4-0) || bailoutput 'no core m4-0'
counts=$(sed -n 's/.*teeproc\.soak=\([0-9]*\),\([0-9]*\).*/\1 \2/p' /proc/cmdline)
starts=${counts% *}
crashes=${counts#* }
[ -n "$counts" ] || bailoutput 'no teeproc.soak=STARTS,CRASHES'

# What differs between any two moments, whatever lies between them: a kernel thread
# more, a process's mappings. One object left by one round in ten is more than that,
# and so is one left by each round of the shortest soak.
noise=10

# --- what there is

# What was used of late has a second chance, and a folder goes only after what is in it
drop_caches() {
	_same=0 _passes=0
	while [ $_same -lt 3 ] && [ $_passes -lt 50 ]; do
		_passes=$((_passes + 1))
		_had=$_dentries
		echo 3 >/proc/sys/vm/drop_caches
		read -r _dentries _ </proc/sys/fs/dentry-state
		[ "$_dentries" = "$_had" ] && _same=$((_same + 1)) || _same=0
	done
}

# What the kernel keeps because it may be of use is given back first: unmapped areas,
# which it flushes all at once and at the latest for a module; caches, then what waits
# for a grace period of RCU, then SLUB's free slabs and KASAN's quarantine
settle() {
	modprobe teeproc_test_mbox && rmmod teeproc_test_mbox
	sync
	drop_caches
	sleep 1
	for _cache in /sys/kernel/slab/*/shrink; do
		echo 1 >"$_cache" 2>/dev/null
	done
	# Each of these opened a file, which a kernel with SLUB_RCU_DEBUG frees only after
	# a grace period, and into the quarantine; and what kernfs has of an open file (128
	# bytes with lockdep) waits for kfree_rcu(), 5 s and on a busy machine longer. Theirs
	# are shrunk once more.
	sleep $((slow > 1 ? 6 : 2))
	wait_for 60 kernfs_is_done || diag 'kernfs keeps what it has of files that are closed'
	for _cache in kmalloc-96 kmalloc-128 kmalloc-192 filp; do
		echo 1 >/sys/kernel/slab/$_cache/shrink 2>/dev/null
	done
}

# What it has of open files is given back, by the kernel's record of who has allocated
# what; the record is in debugfs and needs none of it
kernfs_is_done() {
	cat /sys/kernel/debug/slab/kmalloc-*/alloc_traces | awk '
		/kernfs_(fop_open|get_open_node)/ { n += $1 }
		END { exit n > '$noise' }'
}

# slabs: "NAME OBJECTS" of each cache. With slub_debug=F no CPU has slabs of its own,
# whose free objects would count as used. What a debug kernel has of its own is left
# out: the object debugger refills its pool by the dozen, and kmemleak has a record of
# each object, so that all there is in every other cache is there again.
slabs() {
	tail -n +3 /proc/slabinfo |
		awk '$1 !~ /^(debug_objects_cache|kmemleak_)/ { print $1, $2 }' | sort
}

# traces WHEN: who has allocated what is in the caches for anything
traces() {
	for _cache in /sys/kernel/debug/slab/kmalloc-*/alloc_traces; do
		[ ! -e "$_cache" ] || cat "$_cache" >"/tmp/traces.$1.$(basename "${_cache%/*}")"
	done
}

# what the drivers hold, counted by the hooks, and all that has an address
figures() {
	echo "sessions $(hook sessions)"
	echo "shared_memory $(hook shms)"
	echo "mappings $(hook mappings)"
	echo "tables $(hook copies)"
	echo "vmalloc_areas $(mappings | wc -l)"
	echo "slab_objects $(awk '{ n += $2 } END { print n }' /tmp/slabs)"
	echo "descriptors $(awk '{ print $1 }' /proc/sys/fs/file-nr)"
	echo "tee_clients $(find /proc/[0-9]*/fd -lname '/dev/tee*' 2>/dev/null | wc -l)"
}

# take WHEN: all figures of now
take() {
	settle
	slabs >/tmp/slabs
	cp /tmp/slabs "/tmp/slabs.$1"
	figures >"/tmp/figures.$1"
	snapshot >"/tmp/snapshot.$1"
	traces "$1" # last: its processes are in the caches for a while
}

before() {
	awk -v name="$1" '$1 == name { print $2 }' /tmp/figures.before
}

# who has more in this cache than before, if the kernel keeps a record
owners() {
	awk '$1 !~ /^[0-9]+$/ { next } FILENAME ~ /before/ { had[$2] += $1; next } { has[$2] += $1 }
		END { for (who in has) if (has[who] > had[who]) print has[who] - had[who], who }' \
		"/tmp/traces.before.$1" "/tmp/traces.after.$1" 2>/dev/null | sort -rn | head -n 5
	echo "now: $(grep "^$1 " /proc/slabinfo)"
}

# --- the rounds

one_start() {
	[ "$(core_start "$core" $fw)" = 0 ] && state_is "$core" running &&
		echo_test "$core" 5 "$1" >/dev/null && [ "$(core_stop "$core")" = 0 ]
}

one_crash() {
	crash_now "$core" && echo_test "$core" 5 "$1" >/dev/null
}

# rounds NAME COUNT COMMAND: as long as it succeeds
rounds() {
	round=0
	_began=$(now_cs)
	while [ $round -lt "$2" ] && $3 $round; do
		round=$((round + 1))
	done
	is $round "$2" "$2 times: $1"
	[ $round = 0 ] ||
		diag "$(((($(now_cs) - _began) * 10) / round)) ms each: $1"
}

# All of it once, so that what is allocated for good is, the files in /tmp too; each
# number that grows with the rounds is still found
one_start 0 || bailoutput 'it does not start'
[ "$(core_start "$core" $fw)" = 0 ] && one_crash 0 && [ "$(core_stop "$core")" = 0 ] ||
	bailoutput 'it does not recover'
take after
take before
take before
diag 'soak: before'

rounds 'start, echo, stop' "$starts" one_start
is "$(core_start "$core" $fw)" 0 'starts to be crashed'
rounds 'crash, recovery, echo' "$crashes" one_crash
is "$(core_stop "$core")" 0 'stops'
is "$(core_get "$core" state)" offline 'offline'

# What is left for good is there each time; what only waits to be given back is not
grown() {
	awk 'NR == FNR { had[$1] = $2; next } $2 > had[$1] { print $2 - had[$1], $1 }' \
		/tmp/slabs.before /tmp/slabs.after | sort -rn >/tmp/grown
	read -r most cache </tmp/grown || most=0 cache=none
	[ "$most" -gt $noise ]
}

take after
looks=1
while grown && [ $looks -lt 5 ]; do
	looks=$((looks + 1))
	take after
done
diag 'soak: after'
diag "looks: $looks"
while read -r name now; do
	diag "$name: $(before "$name") before, $now after"
	[ "$name" = slab_objects ] || at_most $((now - $(before "$name"))) 0 \
		"no more of $name"
done </tmp/figures.after

while read -r more cache; do
	diag "$cache: $more objects more"
	[ "$more" -le $noise ] || diag "$(owners "$cache")"
done </tmp/grown
at_most "$most" $noise "no slab cache has grown: $cache"
ok 'the same mappings, debugfs and devices' diff /tmp/snapshot.before /tmp/snapshot.after

done_testing
