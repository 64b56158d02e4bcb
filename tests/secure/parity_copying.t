#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# See the suite parity; with a driver that copies.
exec "$(dirname "$0")/secure-test" --initrd "build/board/${KERNEL:-6.1}/copying.cpio" \
	--name parity_copying --timeout 900 --overlay mixed parity
