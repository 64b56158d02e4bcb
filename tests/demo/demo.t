#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# The demo as a test.
echo 1..1
build=${TEEPROC_BUILD:-build}
if output=$(TOOL=$build/tools/teeproc-image/teeproc-image \
	FIRMWARE=$build/firmware/teeproc-tcm.elf tests/demo/demo 2>&1); then
	echo 'ok 1 - the demo does what it says'
else
	echo "$output" | sed 's/^/# /'
	echo 'not ok 1 - the demo does what it says'
	exit 1
fi
