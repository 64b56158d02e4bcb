#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# See the suite of that name: with OP-TEE's own Trusted Application.
exec "$(dirname "$0")/secure-test" --timeout 900 --overlay secure \
	--board-arg=--flash --board-arg=build/board/flash-upstream-ta.bin upstream
