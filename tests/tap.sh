# shellcheck shell=bash
# SPDX-License-Identifier: BSD-2-Clause
#
# TAP for the tests that are scripts of bash, run from the top folder. The plan
# comes at the end.

count=0
failed=0

# ok STATUS NAME: 0 is good
ok() {
	count=$((count + 1))
	if [ "$1" = 0 ]; then
		echo "ok $count - $2"
	else
		echo "not ok $count - $2"
		failed=1
	fi
}

# Returns 1 if a test was not good, for those whose status counts.
done_testing() {
	echo "1..$count"
	return $failed
}
