#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# See the suite of that name; the one CPU is what it is about.
exec "$(dirname "$0")/secure-test" --timeout 240 --smp 1 \
	--append 'slub_debug=FZP teeproc_rproc.auto_boot=m4-0' --overlay named starved
