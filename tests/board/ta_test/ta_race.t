#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# LOAD_FW against a second CPU that rewrites the image.
exec "$(dirname "$0")/../board-test" --overlay secure --smp 2 --timeout 600 \
	--append teeproc.modules=optee \
	--board-arg=--otp \
	--board-arg=build/tests/board/ta_test/firmware.keys/otp.json ta_race
