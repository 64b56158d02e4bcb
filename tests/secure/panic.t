#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# See the suite of that name. Its panics are ordered: TEE_Panic() with the code of
# tests/secure/panic_ta/panic.c, stores to address 0.
exec "$(dirname "$0")/secure-test" --timeout 900 --overlay secure \
	--board-arg=--flash --board-arg="${TEEPROC_BUILD:-build}/board/flash-panic-ta.bin" \
	--allow 'TA panicked with code 0x7e57$' \
	--allow 'User mode data-abort at address 0x0 ' \
	panic
