# SPDX-License-Identifier: BSD-2-Clause
#
# BOARD=versal: what is tested in the booted board. Helpers, keys and images are those
# of tests/board and tests/secure, made for this board's core; suites of its own are
# what no other board has.

PACKAGES += perl shellcheck

include tests/board/rules.mk tests/secure/rules.mk

# Of those rooms what needs the virtual board's SoC process, which this one has not,
# is left out: its mailbox's registers, its fault injection, its TA for panics
VERSAL_NOT := lib/firmware/ta_test=% tests/ta% tests/bin/tee% tests/normal.sh=% tests/rprocctl.sh=%
INITRAMFS := $(filter-out $(VERSAL_NOT) lib/firmware/%,$(INITRAMFS))
KMOD_DIRS := $(filter-out tests/%,$(KMOD_DIRS))

TV_SUITES := smoke images
TV_IMAGES := $(filter-out $(TS)/bad-script-%,$(filter $(TS)/bad-%,$(TS_SIGNED))) \
	$(foreach image,tcm sram sram-ec sram-nodebug sram-rollback1 sram-rollback2 \
		sram-rollback3,$(TS)/teeproc-$(image).signed)
INITRAMFS += $(foreach suite,$(TV_SUITES),tests/$(suite).sh=tests/versal/$(suite).sh) \
	$(foreach script,lib-secure refusals,tests/$(script).sh=tests/secure/$(script).sh) \
	tests/table.sh=$(TS)/table.sh tests/bin/physmem=$(TS)/physmem \
	$(foreach image,$(TV_IMAGES),lib/firmware/$(notdir $(image))=$(image))

BOARD_TESTS := $(TV_SUITES:%=tests/versal/%.t)
BOARD_TEST_DEPS := $(TS)/otp.json
HOST_TESTS :=
HOST_TEST_DEPS :=
SHELL_DEPS := $(TS)/shell-otp.json
