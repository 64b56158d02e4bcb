#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# OP-TEE's own remoteproc TA on the board's pseudo-TA.
exec "$(dirname "$0")/../board-test" --initrd build/tests/secure/large.cpio --overlay secure --timeout 600 \
	--append teeproc.modules=optee \
	--board-arg=--flash --board-arg=build/board/flash-upstream-ta.bin \
	--board-arg=--otp \
	--board-arg=build/tests/board/ta_test/firmware.keys/otp.json ta_upstream
