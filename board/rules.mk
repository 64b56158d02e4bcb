# SPDX-License-Identifier: BSD-2-Clause
# The virtual board: boot chain, SoC process, Linux drivers of the board.

include board/boot/rules.mk
-include board/soc/rules.mk board/run/rules.mk board/linux/rules.mk
