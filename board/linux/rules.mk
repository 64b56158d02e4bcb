# SPDX-License-Identifier: GPL-2.0-only

KMOD_DIRS += board/linux
MODULES_LOAD += teeproc_board
