#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# See the suite of that name.
exec "$(dirname "$0")/../board/board-test" --name m33_normal --overlay m33-direct \
	--initrd "${TEEPROC_BUILD:-build}/tests/kinds/m33/files.cpio" normal
