# SPDX-License-Identifier: BSD-2-Clause
#
# Tests of TA and pseudo-TA inside the board: the kernel module that is their
# client, clients in user space, and images, keys and OTP, made here anew.

PACKAGES += python3-pycryptodome python3-pyelftools

KMOD_DIRS += tests/board/ta_test

TAT := $(B)/tests/board/ta_test
TAT_SUITES := ta ta_again ta_race ta_upstream
TAT_IMAGES := $(TAT)/firmware

$(TAT)/tee-open: tests/board/ta_test/helpers/tee-open.c tests/board/ta_test/rules.mk
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(TB_CC) $(TB_CFLAGS) -static -s -o $@ $<

# What libteec itself needs comes from the suite that it is from.
$(TAT)/teec-open: tests/board/ta_test/helpers/teec-open.c $(TEEC).ok
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(TB_CC) $(TB_CFLAGS) -I$(TEEC)/include -s -o $@ $< -L$(TEEC)/lib \
		-Wl,--unresolved-symbols=ignore-in-shared-libs -l:libteec.so.2

$(TAT).ok: tests/board/ta_test/make-images $(TEEPROC_IMAGE) $(OPTEE_BASE).ok \
		$(FIRMWARE_ELFS) $(TB)/teeproc-bad-outside.elf
	$(call say,GEN,$(TAT_IMAGES))
	$(Q)tests/board/ta_test/make-images $(TEEPROC_IMAGE) \
		$(OPTEE_BASE)/scripts/sign_rproc_fw.py $(FW_B) \
		$(TB)/teeproc-bad-outside.elf $(TAT_IMAGES) $(firstword $(subst @, ,$(FW_TARGET)))
	$(Q)touch $@

# a folder in the initramfs is packed as it is found
$(TAT_IMAGES): $(TAT).ok

INITRAMFS += lib/firmware/ta_test=$(TAT_IMAGES) \
	tests/ta_lib.sh=tests/board/ta_test/ta_lib.sh \
	tests/bin/tee-open=$(TAT)/tee-open tests/bin/teec-open=$(TAT)/teec-open \
	$(foreach suite,$(TAT_SUITES),tests/$(suite).sh=tests/board/ta_test/$(suite).sh)

BOARD_TESTS += tests/board/ta_test/ta.t tests/board/ta_test/ta_race.t \
	tests/board/ta_test/ta_upstream.t
BOARD_TEST_DEPS += $(FLASH_UPSTREAM_TA) $(TAT).ok
