#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# See the suite of that name.
exec "$(dirname "$0")/secure-test" --f4 --timeout 900 --overlay eight --smp 4 bench_eight
