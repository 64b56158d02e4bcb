#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# rprocctl in the board.
exec "$(dirname "$0")/board-test" --overlay direct rprocctl
