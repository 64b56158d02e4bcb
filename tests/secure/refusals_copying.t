#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# See the suite refusals; with a driver that copies.
exec "$(dirname "$0")/secure-test" --initrd "build/board/${KERNEL:-6.1}/copying.cpio" \
	--name refusals_copying --timeout 900 --overlay secure refusals
