# SPDX-License-Identifier: BSD-2-Clause
#
# Keys from their making to their revocation: two keys, images of both, and a
# board whose one-time memory teeproc-image edits between boots. The images come
# in an archive of their own.

TK := $(B)/tests/keys

$(TK)/%.pem: | $(TEEPROC_IMAGE)
	$(call say,KEY,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(TEEPROC_IMAGE) keygen --type $(if $(filter old,$*),rsa2048,p256) --out $@

# $(call tk_sign,KEY,ROLLBACK,FIRMWARE)
define tk_sign
TK_SIGNED += $(TK)/$(1)$(2).signed
$(TK)/$(1)$(2).signed: $(FW_B)/$(3).elf $(TK)/$(1).pem $(TEEPROC_IMAGE) tests/keys/rules.mk
	$$(call say,SIGN,$$@)
	$$(Q)$(TEEPROC_IMAGE) sign --key $(TK)/$(1).pem --rollback $(2) \
		--target $(FW_TARGET) --out $$@ $$<
endef
$(foreach n,2 3,$(eval $(call tk_sign,old,$(n),teeproc-sram)) \
	$(eval $(call tk_sign,new,$(n),teeproc-tcm)))

$(TK)/files.cpio: tests/keys/keys.sh $(TK_SIGNED) board/boot/cpio
	$(call say,CPIO,$@)
	$(Q)board/boot/cpio $@ tests/keys.sh=tests/keys/keys.sh \
		$(foreach file,$(TK_SIGNED),lib/firmware/$(notdir $(file))=$(file))

BOARD_TEST_DEPS += $(TEEPROC_IMAGE) $(TK)/files.cpio
BOARD_TESTS += tests/keys/keys.t
