# SPDX-License-Identifier: BSD-2-Clause
#
# Sample firmware of the remote cores: one source, two link layouts, and
# variants for tests and measurements.
#
#   teeproc-sram.elf, teeproc-tcm.elf   the layouts
#   teeproc-sram-64k.elf, -1m, -8m      with that much incompressible data
#   teeproc-sram-notable.elf            without a resource table
#   teeproc-sram-stock.elf              announces channels of stock modules as well
#   KIND/teeproc-sram.elf, -tcm.elf     for another kind of core, of the virtual board

PACKAGES += gcc-arm-none-eabi libnewlib-arm-none-eabi gcc-riscv64-unknown-elf

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
FW_CFLAGS_KIND := -std=gnu11 -Os -g -ffreestanding -fno-builtin -fno-common \
	-fno-tree-loop-distribute-patterns -ffunction-sections -fdata-sections \
	-Wall -Wextra -Werror -Wmissing-prototypes -Wstrict-prototypes \
	-Wshadow -Wundef -Iinclude
FW_LDFLAGS_KIND := -nostdlib -static -Wl,--gc-sections -Wl,--build-id=none \
	-Wl,--fatal-warnings
FW_CFLAGS := $(FW_CPU) $(FW_CFLAGS_KIND)
FW_LDFLAGS := $(FW_CPU) $(FW_LDFLAGS_KIND)

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

# Other kinds of core that the virtual board can have: what they are compiled for, and
# where their memories lie, if the layouts are those of the first kind
ifneq ($(BOARD),versal)
FW_KINDS := m33 rv64
endif
FW_CC_m33 := arm-none-eabi-gcc
FW_CPU_m33 := -mcpu=cortex-m33 -mthumb -mfloat-abi=soft
FW_SOC_m33 := firmware
FW_DAS_m33 := -Wl,--defsym=CODE_DA=0x10000000,--defsym=DATA_DA=0x38000000,--defsym=SRAM_DA=0x80000000
FW_CC_rv64 := riscv64-unknown-elf-gcc
FW_CPU_rv64 := -march=rv64imac_zicsr_zifencei -mabi=lp64 -mcmodel=medany -msmall-data-limit=0 \
	-isystem firmware/riscv/include
FW_SOC_rv64 := firmware/riscv
FW_SOC_SRC_rv64 := vectors.S
FW_DAS_rv64 := -Wl,--defsym=CODE_DA=0x80000000,--defsym=DATA_DA=0x80400000,--defsym=SRAM_DA=0x40000000 \
	-Wl,--defsym=TRACE_DA=0x40010000
FIRMWARE_KIND_ELFS := $(foreach kind,$(FW_KINDS),\
	$(addprefix $(FW_B)/$(kind)/teeproc-,$(FW_LAYOUTS:%=%.elf) sram-notable.elf))

.PHONY: firmware
firmware: $(FIRMWARE_ELFS) $(FIRMWARE_KIND_ELFS)

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

# $(call FW_KIND_RULES,KIND,LAYOUT)
define FW_KIND_RULES
FW_OBJ_$(1)_$(2) := $$(addprefix $$(FW_B)/$(1)/$(2)/,$$(addsuffix .o,$$(basename $$(FW_SRC) $$(FW_SOC_SRC_$(1)))) rsc_table.o)

$$(FW_B)/$(1)/$(2)/%.o: $$(FW_SOC_$(1))/%.c firmware/rules.mk
	$$(call say,CC,$$@)
	@mkdir -p $$(@D)
	$$(Q)$$(FW_CC_$(1)) $$(FW_CPU_$(1)) $$(FW_CFLAGS_KIND) -DFIRMWARE_LAYOUT='"$(2)"' -MMD -MP -c -o $$@ $$<

$$(FW_B)/$(1)/$(2)/%.o: firmware/%.c firmware/rules.mk
	$$(call say,CC,$$@)
	@mkdir -p $$(@D)
	$$(Q)$$(FW_CC_$(1)) $$(FW_CPU_$(1)) $$(FW_CFLAGS_KIND) -DFIRMWARE_LAYOUT='"$(2)"' -MMD -MP -c -o $$@ $$<

$$(FW_B)/$(1)/$(2)/%.o: $$(FW_SOC_$(1))/%.S firmware/rules.mk
	$$(call say,AS,$$@)
	@mkdir -p $$(@D)
	$$(Q)$$(FW_CC_$(1)) $$(FW_CPU_$(1)) -MMD -MP -c -o $$@ $$<

$$(FW_B)/$(1)/teeproc-$(2).elf: firmware/$(2).ld $$(FW_OBJ_$(1)_$(2))
	$$(call say,LD,$$@)
	$$(Q)$$(FW_CC_$(1)) $$(FW_CPU_$(1)) $$(FW_LDFLAGS_KIND) $$(FW_DAS_$(1)) -T $$< -o $$@ $$(filter %.o,$$^)

$$(FW_B)/$(1)/teeproc-$(2)-notable.elf: firmware/$(2).ld $$(filter-out %/rsc_table.o,$$(FW_OBJ_$(1)_$(2)))
	$$(call say,LD,$$@)
	$$(Q)$$(FW_CC_$(1)) $$(FW_CPU_$(1)) $$(FW_LDFLAGS_KIND) $$(FW_DAS_$(1)) -T $$< -o $$@ $$(filter %.o,$$^)

-include $$(FW_OBJ_$(1)_$(2):.o=.d)
endef
$(foreach kind,$(FW_KINDS),$(foreach layout,$(FW_LAYOUTS),$(eval $(call FW_KIND_RULES,$(kind),$(layout)))))

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
