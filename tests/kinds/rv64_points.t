#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# See the suite of that name.
exec "$(dirname "$0")/../secure/secure-test" --name rv64_points --timeout 900 --overlay rv64 \
	--initrd "${TEEPROC_BUILD:-build}/tests/kinds/rv64/files.cpio" points
