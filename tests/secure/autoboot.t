#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# See the suite of that name.
exec "$(dirname "$0")/secure-test" --timeout 120 --overlay named \
	--append teeproc_rproc.auto_boot=m4-0 autoboot
