#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# LOAD_FW against a second CPU that rewrites the image, or another master of the bus.
[ "${TEEPROC_BOARD:-virt}" = virt ] && smp=(--smp 2)
exec "$(dirname "$0")/../board-test" --overlay secure "${smp[@]}" --timeout 600 \
	--append teeproc.modules=optee --board-arg=--test-hooks \
	--board-arg=--otp \
	--board-arg="${TEEPROC_BUILD:-build}/tests/board/ta_test/firmware.keys/otp.json" ta_race
