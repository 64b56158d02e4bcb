#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# See the suite of that name.
exec "$(dirname "$0")/../secure/secure-test" --name rv64_parity --overlay rv64-mixed \
	--initrd "${TEEPROC_BUILD:-build}/tests/kinds/rv64/files.cpio" parity
