#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# See the suite of that name.
exec "$(dirname "$0")/../secure/secure-test" --name m33_points --timeout 900 --overlay m33 \
	--initrd "${TEEPROC_BUILD:-build}/tests/kinds/m33/files.cpio" points
