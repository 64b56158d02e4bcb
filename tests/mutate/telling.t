#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# What make mutate says can be believed: of a sample, each mutant's verdict is
# known; a test that fails by itself is none; some mutants that must never live.
set -u
. tests/tap.sh

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
sample=tests/mutate/sample

# run ARGUMENT...: into $dir/out, $dir/err
run() {
	tests/mutate/run --seed 1 --survivors "$dir/survivors" "$@" >"$dir/out" 2>"$dir/err"
}

run --programs $sample/programs --folders $sample
[ $? = 1 ] && diff "$dir/survivors" <(grep -v '^#' $sample/survivors)
ok $? "those that nobody looks at survive, and no other"
grep -q 'SEED=1$' "$dir/out"
ok $? "the seed is told"
run --programs $sample/programs --folders $sample --mutants 5
cp "$dir/out" "$dir/first"
run --programs $sample/programs --folders $sample --mutants 5
cmp -s "$dir/out" "$dir/first" && grep -q '^5 of them' "$dir/out"
ok $? "the same seed draws the same sample"
run --programs $sample/fails --folders $sample
[ $? = 2 ] && grep -q '^mutate: false: fails with no mutant at all$' "$dir/err"
ok $? "a test that fails with no mutant has no say"

run --programs $sample/programs --folders $sample --only 'no such'
[ $? = 2 ] && grep -q '^mutate: no such: there is no such mutant$' "$dir/err"
ok $? "a pattern that fits none is wrong"

# an endless one, in commands that have the time one by one, but not together
echo "$sample $sample/often $dir/times" >"$dir/programs"
run --programs "$dir/programs" --folders $sample --only 'value >>= 1 => nothing'
[ $? = 0 ] && [ "$(wc -l <"$dir/times")" -lt 30 ]
ok $? "commands of a test that turn in circles end together: $(wc -l <"$dir/times")"

# a mutant of what writes files has once taken the place of /dev/null
if [ "$(id -u)" != 0 ] || unshare --mount true 2>/dev/null; then
	echo "$sample touch /dev/teeproc-mutant" >"$dir/programs"
	run --programs "$dir/programs" --folders $sample
	[ $? = 2 ] && grep -q '^mutate: touch .* no mutant at all$' "$dir/err" && [ ! -e /dev/teeproc-mutant ]
	ok $? "no mutant takes the place of a device"
fi

run --folders linux --named tests/mutate/deadly
ok $? "those that would let a damaged file in do not live"
grep -q "^$(grep -vc '^#\|^$' tests/mutate/deadly) of them" "$dir/out"
ok $? "there were as many as are named"
echo "linux/elf_check.c check: nothing => everything" >"$dir/named"
run --folders linux --named "$dir/named"
[ $? = 2 ] && grep -q 'there is no such mutant$' "$dir/err"
ok $? "what is named has to be there"

# what nobody needs to look at any more is still what it was when somebody did
run --mutants 0
grep -q '^0 of them' "$dir/out" && [ ! -s "$dir/err" ]
ok $? "each of those that are equivalent is a mutant" || sed 's/^/# /' "$dir/err"

# those of the drivers, which are booted, do not rot
tests/mutate/booted --check >"$dir/booted"
[ $? = 0 ] && [ "$(grep -c '^ok ' "$dir/booted")" -ge 30 ]
ok $? "the edits of the drivers still change them" || cat "$dir/booted"
done_testing
