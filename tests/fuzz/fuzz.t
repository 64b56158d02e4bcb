#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# Each fuzzer for TEEPROC_FUZZ_SECONDS (10, in `make check-all` 300), side by side, without a
# finding; and AFL++ runs the same targets.
set -u
seconds=${TEEPROC_FUZZ_SECONDS:-${TEEPROC_ALL:+300}}
seconds=${seconds:-10}
dir=build/tests/fuzz
targets="image elf rsc_table"
echo 1..6

declare -A pids
stop() {
	[ ${#pids[@]} = 0 ] || kill "${pids[@]}" 2>/dev/null
}
trap stop EXIT
for target in $targets; do
	mkdir -p "$dir/found/$target" "$dir/grown/$target"
	words=()
	[ ! -e "tests/fuzz/$target.dict" ] ||
		words=("-dict=tests/fuzz/$target.dict")
	timeout $((seconds + 120)) "$dir/fuzz_$target" -timeout=10 \
		-max_total_time="$seconds" -max_len=4096 -print_final_stats=1 \
		"${words[@]}" \
		-artifact_prefix="$dir/found/$target/" "$dir/grown/$target" \
		"$dir/corpus/$target" >"$dir/$target.log" 2>&1 &
	pids[$target]=$!
done

n=0
for target in $targets; do
	n=$((n + 1))
	wait "${pids[$target]}"
	status=$?
	unset "pids[$target]"
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$dir/$target.log")
	# a fuzzer that hardly ran has found nothing, too
	if [ $status = 0 ] && [ "${runs:-0}" -gt $((seconds * 50)) ]; then
		echo "ok $n - $target: $runs runs in $seconds s, nothing found"
	else
		tail -n 30 "$dir/$target.log" | sed 's/^/# /'
		echo "not ok $n - $target: ${runs:-no} runs; see $dir/$target.log and $dir/found/$target"
	fi
done

for target in $targets; do
	n=$((n + 1))
	rm -rf "$dir/afl/out_$target"
	AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_UI=1 \
		AFL_NO_AFFINITY=1 timeout 120 afl-fuzz -V 3 -t 5000 \
		-i "$dir/corpus/$target" -o "$dir/afl/out_$target" -- \
		"$dir/afl/fuzz_$target" >"$dir/$target.afl.log" 2>&1
	stats=$dir/afl/out_$target/default/fuzzer_stats
	runs=$(sed -n 's/^execs_done *: *//p' "$stats" 2>/dev/null)
	crashes=$(sed -n 's/^saved_crashes *: *//p' "$stats" 2>/dev/null)
	if [ "${runs:-0}" -gt 100 ] && [ "${crashes:-1}" = 0 ]; then
		echo "ok $n - $target under AFL++: $runs runs"
	else
		tail -n 20 "$dir/$target.afl.log" | sed 's/^/# /'
		echo "not ok $n - $target under AFL++: ${runs:-no} runs"
	fi
done
