# SPDX-License-Identifier: BSD-2-Clause
#
# Sample firmware of the remote cores: one source, two link layouts, and
# variants for tests and measurements.
#
#   teeproc-sram.elf, teeproc-tcm.elf   the layouts
#   teeproc-sram-64k.elf, -1m, -8m      with that much incompressible data
#   teeproc-sram-notable.elf            without a resource table
#   teeproc-sram-stock.elf              announces channels of stock modules as well

PACKAGES += gcc-arm-none-eabi libnewlib-arm-none-eabi

FW_B := $(B)/firmware
FW_CC := arm-none-eabi-gcc
# A board with cores of another kind brings in a folder of its own what differs. FW_TARGET:
# what images for all cores of the board are signed for
ifeq ($(BOARD),versal)
FW_SOC := firmware/versal
FW_CPU := -mcpu=cortex-r5 -marm -mfloat-abi=soft
FW_SOC_SRC := vectors.S
FW_LAYOUT_sram := -DFIRMWARE_IN_SRAM
FW_TARGET := cortex-r5f@versal-virt
else
FW_SOC := firmware
FW_CPU := -mcpu=cortex-m4 -mthumb -mfloat-abi=soft
FW_TARGET := cortex-m4@teeproc-virt
endif
export FW_TARGET
FW_CFLAGS := $(FW_CPU) -std=gnu11 -Os -g -ffreestanding -fno-builtin -fno-common \
	-fno-tree-loop-distribute-patterns -ffunction-sections -fdata-sections \
	-Wall -Wextra -Werror -Wmissing-prototypes -Wstrict-prototypes \
	-Wshadow -Wundef -Iinclude
FW_LDFLAGS := $(FW_CPU) -nostdlib -static -Wl,--gc-sections -Wl,--build-id=none \
	-Wl,--fatal-warnings

# what other firmware takes from here (examples/), and the sample's own
FW_LIB := start.c mailbox.c trace.c virtq.c rpmsg.c link.c libc.c $(FW_SOC_SRC)
FW_SRC := $(FW_LIB) main.c
FW_LAYOUTS := sram tcm
FW_PADDED := 64k 1m 8m
FW_PADDING_64k := 65536
FW_PADDING_1m := 1048576
FW_PADDING_8m := 8388608

FIRMWARE_ELFS := $(FW_LAYOUTS:%=$(FW_B)/teeproc-%.elf) \
	$(FW_PADDED:%=$(FW_B)/teeproc-sram-%.elf) \
	$(FW_B)/teeproc-sram-notable.elf $(FW_B)/teeproc-sram-stock.elf

.PHONY: firmware
firmware: $(FIRMWARE_ELFS)

define FW_LAYOUT_RULES
FW_OBJ_$(1) := $$(addprefix $$(FW_B)/$(1)/,$$(addsuffix .o,$$(basename $$(FW_SRC))))
FW_LIB_$(1) := $$(addprefix $$(FW_B)/$(1)/,$$(addsuffix .o,$$(basename $$(FW_LIB)) rsc_table))

# the SoC's come first: the next rule is for what it has not
$$(FW_B)/$(1)/%.o: $$(FW_SOC)/%.c firmware/rules.mk
	$$(call say,CC,$$@)
	@mkdir -p $$(@D)
	$$(Q)$$(FW_CC) $$(FW_CFLAGS) $$(FW_LAYOUT_$(1)) -DFIRMWARE_LAYOUT='"$(1)"' -MMD -MP -c -o $$@ $$<

$$(FW_B)/$(1)/%.o: firmware/%.c firmware/rules.mk
	$$(call say,CC,$$@)
	@mkdir -p $$(@D)
	$$(Q)$$(FW_CC) $$(FW_CFLAGS) -DFIRMWARE_LAYOUT='"$(1)"' -MMD -MP -c -o $$@ $$<

$$(FW_B)/$(1)/%.o: $$(FW_SOC)/%.S firmware/rules.mk
	$$(call say,AS,$$@)
	@mkdir -p $$(@D)
	$$(Q)$$(FW_CC) $$(FW_CPU) -MMD -MP -c -o $$@ $$<

$$(FW_B)/teeproc-$(1).elf: $$(FW_SOC)/$(1).ld $$(FW_OBJ_$(1)) $$(FW_B)/$(1)/rsc_table.o
	$$(call say,LD,$$@)
	$$(Q)$$(FW_CC) $$(FW_LDFLAGS) -T $$< -o $$@ $$(filter %.o,$$^)

-include $$(FW_OBJ_$(1):.o=.d) $$(FW_B)/$(1)/rsc_table.d
endef
$(foreach layout,$(FW_LAYOUTS),$(eval $(call FW_LAYOUT_RULES,$(layout))))

$(FW_B)/teeproc-sram-notable.elf: $(FW_SOC)/sram.ld $(FW_OBJ_sram)
	$(call say,LD,$@)
	$(Q)$(FW_CC) $(FW_LDFLAGS) -T $< -o $@ $(filter %.o,$^)

$(FW_B)/sram/main-stock.o: firmware/main.c firmware/rules.mk
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(FW_CC) $(FW_CFLAGS) -DFIRMWARE_LAYOUT='"sram"' -DFIRMWARE_STOCK_CHANNELS \
		-MMD -MP -c -o $@ $<

$(FW_B)/teeproc-sram-stock.elf: $(FW_SOC)/sram.ld $(FW_LIB_sram) $(FW_B)/sram/main-stock.o
	$(call say,LD,$@)
	$(Q)$(FW_CC) $(FW_LDFLAGS) -T $< -o $@ $(filter %.o,$^)

-include $(FW_B)/sram/main-stock.d

# The same bytes on every machine: AES of zeroes under a fixed key
$(FW_PADDED:%=$(FW_B)/padding-%.bin): $(FW_B)/padding-%.bin: firmware/rules.mk
	$(call say,GEN,$@)
	@mkdir -p $(@D)
	$(Q)head -c $(FW_PADDING_$*) /dev/zero | \
		openssl enc -aes-128-ctr -nosalt -K 00 -iv 00 2>/dev/null > $@
	$(Q)test "$$(stat -c %s $@)" = $(FW_PADDING_$*)

$(FW_B)/padding-%.o: firmware/padding.S $(FW_B)/padding-%.bin
	$(call say,AS,$@)
	$(Q)$(FW_CC) $(FW_CPU) -DPADDING_FILE='"$(FW_B)/padding-$*.bin"' -c -o $@ $<

$(FW_PADDED:%=$(FW_B)/teeproc-sram-%.elf): $(FW_B)/teeproc-sram-%.elf: \
		$(FW_SOC)/sram.ld $(FW_OBJ_sram) $(FW_B)/sram/rsc_table.o \
		$(FW_B)/padding-%.o
	$(call say,LD,$@)
	$(Q)$(FW_CC) $(FW_LDFLAGS) -T $< -o $@ $(filter %.o,$^)
