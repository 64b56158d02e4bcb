#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# The tests of image/ reach at least 99% of its lines.
set -u
echo 1..1

dir=build/tests/image/cov
find $dir -name '*.gcda' -delete
for test in $dir/test_*; do
	[ -x "$test" ] && "$test" >/dev/null 2>&1
done
# what lies in $dir only: the tests of the TA have counted in places of their own
report=$(gcovr -r . --object-directory $dir -f image/ --fail-under-line 99 $dir 2>&1)
status=$?
sed 's/^/# /' <<<"$report"
lines=$(awk '$1 == "TOTAL" { print $4 }' <<<"$report")
[ $status = 0 ] && [ -n "$lines" ] && echo "ok 1 - image/: $lines of the lines" ||
	echo "not ok 1 - image/: ${lines:-none} of the lines, 99% are wanted"
