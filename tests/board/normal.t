#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# The normal case: two cores in direct mode.
exec "$(dirname "$0")/board-test" --overlay direct normal
