#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# See the suite of that name; also what make bench runs.
exec "$(dirname "$0")/secure-test" --f4 --overlay mixed bench
