#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# See the suite of that name.
exec "$(dirname "$0")/../secure/secure-test" --name m33_parity --overlay m33-mixed \
	--initrd "${TEEPROC_BUILD:-build}/tests/kinds/m33/files.cpio" parity
