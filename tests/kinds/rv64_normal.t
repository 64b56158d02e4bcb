#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# See the suite of that name.
exec "$(dirname "$0")/../board/board-test" --name rv64_normal --overlay rv64-direct \
	--initrd "${TEEPROC_BUILD:-build}/tests/kinds/rv64/files.cpio" normal
