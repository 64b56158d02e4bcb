#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# See the suite upstream; with a driver that copies, and a TA that takes no pieces.
exec "$(dirname "$0")/secure-test" --initrd "build/board/${KERNEL:-6.1}/copying.cpio" \
	--name upstream_copying --timeout 900 --overlay secure \
	--board-arg=--flash --board-arg=build/board/flash-upstream-ta.bin upstream
