# SPDX-License-Identifier: BSD-2-Clause
# make demo; and as a test, so that the demo is never wrong.

demo: board $(TEEPROC_IMAGE) $(FW_B)/teeproc-tcm.elf
	$(Q)TOOL=$(TEEPROC_IMAGE) FIRMWARE=$(FW_B)/teeproc-tcm.elf \
		tests/demo/demo

BOARD_TEST_DEPS += $(TEEPROC_IMAGE) $(FW_B)/teeproc-tcm.elf
BOARD_TESTS += tests/demo/demo.t
