#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# See the suite of that name.
exec tests/secure/secure-test --files "$TEEPROC_BUILD/board/files.cpio" --overlay secure \
	--tee-says 'shim: Linux is refused to read from 0x00ff5e0300' \
	--tee-says 'shim: Linux is refused to write to 0x00ff5e0300' "$@" smoke
