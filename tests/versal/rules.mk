# SPDX-License-Identifier: BSD-2-Clause
#
# BOARD=versal: what is tested in the booted board. Suites, helpers, keys and images are
# those of the virtual board, made for this board's core; one of its own, smoke, is in
# make check as well. What is left out, and why, is in docs/versal.md.

PACKAGES += perl shellcheck

include tests/board/rules.mk tests/secure/rules.mk tests/kinds/rules.mk tests/keys/rules.mk \
	tests/demo/rules.mk

# The archive that every suite has: without firmware that only some of them need
TV_IMAGES := $(TS)/bad-tampered-tcm-last.signed $(TS)/teeproc-sram.signed $(TS)/teeproc-tcm.signed
INITRAMFS := $(filter-out tests/board.sh=% lib/firmware/teeproc-%,$(INITRAMFS)) \
	tests/board.sh=tests/versal/board.sh tests/smoke.sh=tests/versal/smoke.sh \
	$(foreach image,$(TV_IMAGES) $(FW_B)/teeproc-sram.elf,lib/firmware/$(notdir $(image))=$(image))

TV_SUITES := panic refusals points attach attach_failures lost trouble failures autoboot
BOARD_TESTS := tests/versal/smoke.t $(TV_SUITES:%=tests/secure/%.t) \
	tests/board/ta_test/ta_race.t tests/kinds/r5_kinds.t tests/keys/keys.t tests/demo/demo.t
BOARD_TEST_DEPS := $(TS)/otp.json $(TS)/files.cpio $(TKD)/r5/files.cpio $(TK)/files.cpio $(TAT).ok $(TEEPROC_IMAGE) \
	$(FLASH_PANIC_TA)
HOST_TESTS :=
HOST_TEST_DEPS :=
SHELL_DEPS := $(TS)/shell-otp.json

# What make check of the virtual board builds here for its smoke test (check.mk): all
# that it needs, and how the board is started
.PHONY: smoke-board
smoke-board: board $(TS)/otp.json
	$(Q)echo '$(BOARD_COMMAND)' >$(B)/board/command
