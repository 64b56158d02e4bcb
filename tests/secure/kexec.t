#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# See the suite of that name; it runs twice in one boot of the board.
exec "$(dirname "$0")/secure-test" --files "build/board/$KERNEL/kexec.cpio" \
	--timeout 400 --overlay runson kexec
