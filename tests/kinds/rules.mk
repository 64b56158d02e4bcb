# SPDX-License-Identifier: BSD-2-Clause
#
# Other kinds of core: the suites of the first kind, on overlays that have two of them; with
# BOARD=versal the suite kinds on that board's.
# What differs comes in an archive a kind, with files of the names that the suites know:
# firmware, images, and what a suite has to know of the core.

PACKAGES += gdb-multiarch binutils-arm-none-eabi gcc-riscv64-unknown-elf python3-pyelftools \
	qemu-system-misc

TKD := $(B)/tests/kinds
TKD_KEY := $(B)/tests/secure/keys/rsa.pem
ifeq ($(BOARD),versal)
TKD_KINDS := r5
TKD_OTHER := $(B)/tests/secure/bad-othersoc.signed
else
TKD_KINDS := m33 rv64
# signed for the first kind
TKD_OTHER := $(B)/tests/secure/teeproc-sram.signed
endif
# where its firmware is, and what the suites have to know of its board
$(foreach kind,m33 rv64,$(eval TKD_FW_$(kind) := $(FW_B)/$(kind)))
$(foreach kind,m33 rv64,$(eval TKD_BOARD_$(kind) := \
	tests/board.sh=tests/kinds/$(kind).sh tests/board-virt.sh=tests/secure/board.sh))
TKD_FW_r5 := $(FW_B)
TKD_BOARD_r5 := tests/board.sh=tests/versal/board.sh
TKD_TARGET_m33 := cortex-m33@teeproc-virt
TKD_SRAM_m33 := 0x80000000
TKD_OBJCOPY_m33 := arm-none-eabi-objcopy
TKD_TARGET_rv64 := rv64@teeproc-virt
TKD_SRAM_rv64 := 0x40000000
TKD_OBJCOPY_rv64 := riscv64-unknown-elf-objcopy
TKD_TARGET_r5 := $(FW_TARGET)
TKD_SRAM_r5 := 0x21000000
TKD_OBJCOPY_r5 := arm-none-eabi-objcopy
TKD_VARIANTS := anyvring badcarveout
TKD_SIGNED := sram tcm sram-notable sram-anyvring sram-badcarveout two

# $(call tkd_rules,KIND)
define tkd_rules
$(foreach fw,sram tcm sram-notable,$(TKD)/$(1)/teeproc-$(fw).elf): $(TKD)/$(1)/%: $(TKD_FW_$(1))/%
	$$(Q)mkdir -p $$(@D)
	$$(Q)cp $$< $$@

$(TKD_VARIANTS:%=$(TKD)/$(1)/teeproc-sram-%.elf): $(TKD)/$(1)/teeproc-sram-%.elf: \
		$(TKD_FW_$(1))/teeproc-sram.elf tests/secure/make-variant
	$$(call say,GEN,$$@)
	$$(Q)mkdir -p $$(@D)
	$$(Q)tests/secure/make-variant $$* $$< $$@

$(TB_BAD_ELFS:%=$(TKD)/$(1)/teeproc-bad-%.elf): $(TKD)/$(1)/teeproc-bad-%.elf: \
		$(TKD_FW_$(1))/teeproc-sram.elf tests/board/make-bad-elf
	$$(call say,GEN,$$@)
	$$(Q)mkdir -p $$(@D)
	$$(Q)tests/board/make-bad-elf $$* $$< $$@ $(TKD_SRAM_$(1))

# one firmware in two files: its code, and the rest of it
$(TKD)/$(1)/code.elf: $(TKD_FW_$(1))/teeproc-tcm.elf
	$$(call say,GEN,$$@)
	$$(Q)mkdir -p $$(@D)
	$$(Q)$(TKD_OBJCOPY_$(1)) -j .text $$< $$@ 2>/dev/null
$(TKD)/$(1)/rest.elf: $(TKD_FW_$(1))/teeproc-tcm.elf
	$$(call say,GEN,$$@)
	$$(Q)mkdir -p $$(@D)
	$$(Q)$(TKD_OBJCOPY_$(1)) -R .text $$< $$@ 2>/dev/null

$(TKD_SIGNED:%=$(TKD)/$(1)/teeproc-%.signed): $(TKD_KEY) $(TEEPROC_IMAGE) tests/kinds/rules.mk
	$$(call say,SIGN,$$@)
	$$(Q)$(TEEPROC_IMAGE) sign --key $$< --out $$@ --debug --target $(TKD_TARGET_$(1)) \
		$$(filter %.elf,$$^)
$(foreach fw,$(filter-out two,$(TKD_SIGNED)),$(eval \
	$(TKD)/$(1)/teeproc-$(fw).signed: $(TKD)/$(1)/teeproc-$(fw).elf))
$(TKD)/$(1)/teeproc-two.signed: $(TKD)/$(1)/code.elf $(TKD)/$(1)/rest.elf

$(TKD)/$(1)/table.bin: $(TKD)/$(1)/teeproc-sram.elf
	$$(Q)$(TKD_OBJCOPY_$(1)) -O binary -j .resource_table $$< $$@
$(TKD)/$(1)/table-anyvring.bin: $(TKD)/$(1)/teeproc-sram-anyvring.elf
	$$(Q)$(TKD_OBJCOPY_$(1)) -O binary -j .resource_table $$< $$@
$(TKD)/$(1)/table.sh: $(TKD)/$(1)/teeproc-sram.elf $(TEEPROC_IMAGE) tests/kinds/table
	$$(call say,GEN,$$@)
	$$(Q)tests/kinds/table $$< >$$@

TKD_FILES_$(1) := $(foreach fw,sram tcm sram-notable $(TKD_VARIANTS:%=sram-%) $(TB_BAD_ELFS:%=bad-%),\
	lib/firmware/teeproc-$(fw).elf=$(TKD)/$(1)/teeproc-$(fw).elf) \
	$(foreach fw,$(TKD_SIGNED),lib/firmware/teeproc-$(fw).signed=$(TKD)/$(1)/teeproc-$(fw).signed) \
	$(foreach file,table.bin table-anyvring.bin table.sh,tests/$(file)=$(TKD)/$(1)/$(file)) \
	$(TKD_BOARD_$(1)) \
	tests/kinds.sh=tests/kinds/kinds.sh lib/firmware/teeproc-other.signed=$(TKD_OTHER)
$(TKD)/$(1)/files.cpio: board/boot/cpio tests/kinds/rules.mk
	$$(call say,CPIO,$$@)
	$$(Q)board/boot/cpio $$@ $$(TKD_FILES_$(1))
$(TKD)/$(1)/files.cpio: $$(foreach entry,$$(TKD_FILES_$(1)),$$(lastword $$(subst =, ,$$(entry))))

BOARD_TEST_DEPS += $(TKD)/$(1)/files.cpio
endef
$(foreach kind,$(TKD_KINDS),$(eval $(call tkd_rules,$(kind))))

# make check has one kind's normal.t and another's parity.t; points, with its recoveries,
# takes its time
TKD_SUITES_m33 := normal.t kinds.t
TKD_SUITES_rv64 := parity.t kinds.t
BOARD_TESTS += $(foreach kind,$(TKD_KINDS),$(addprefix tests/kinds/$(kind)_,\
	$(if $(TEEPROC_ALL),normal.t parity.t kinds.t points.t,$(TKD_SUITES_$(kind)))))
