#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# See the suite of that name; with a driver that copies.
exec "$(dirname "$0")/secure-test" --initrd "build/board/${KERNEL:-6.1}/copying.cpio" \
	--initrd build/tests/secure/large.cpio --timeout 900 --overlay untargeted copying
