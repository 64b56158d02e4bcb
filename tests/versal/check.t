#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/versal/smoke.t, within the tests of the virtual board.
export TEEPROC_BOARD=versal TEEPROC_BUILD=build/versal FW_TARGET=cortex-r5f@versal-virt
BOARD_COMMAND=$(cat $TEEPROC_BUILD/board/command) || exit 2
export BOARD_COMMAND
exec tests/versal/smoke.t
