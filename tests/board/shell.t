#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# shellcheck over the scripts that run inside the board, as dash: busybox's sh
# is of its family. (SC2317: functions that are called by another's argument.)
cd "$(dirname "$0")/../.." || exit 2

count=0
for script in tests/board/run tests/board/*.sh; do
	count=$((count + 1))
	if out=$(shellcheck --shell=dash -x -e SC2317 "$script" 2>&1); then
		echo "ok $count - $script"
	else
		echo "not ok $count - $script"
		echo "${out//$'\n'/$'\n'# }" | sed '1s/^/# /'
	fi
done
echo "1..$count"
