#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# See the suite of that name.
exec tests/secure/secure-test --files "$TEEPROC_BUILD/board/files.cpio" --overlay secure \
	"$@" images
