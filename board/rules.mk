# SPDX-License-Identifier: BSD-2-Clause
# The boards: boot chain, Linux drivers of the board, and of the virtual one the SoC
# process. BOARD= says which.

include board/boot/rules.mk
ifeq ($(BOARD),virt)
-include board/soc/rules.mk board/run/rules.mk board/linux/rules.mk
BOARD_PROGRAM := $(B)/board/teeproc-board
else
include board/$(BOARD)/rules.mk
endif
