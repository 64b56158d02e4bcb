# SPDX-License-Identifier: BSD-2-Clause
# teeproc-board run, and firmware that it has to take or to refuse.

PACKAGES += gcc-arm-none-eabi gcc-riscv64-unknown-elf gdb-multiarch groff-base libxml2-utils qemu-system-misc

TR := $(B)/tests/run

# $(call tr_firmware,NAME,MACROS,ADDRESS OF THE CODE,ADDRESS OF THE TABLE)
define tr_firmware
TR_ELFS += $(TR)/$(1).elf
$(TR)/$(1).elf: tests/run/tiny.c tests/run/tiny.ld tests/run/rules.mk
	$$(call say,CC,$$@)
	$$(Q)mkdir -p $$(@D)
	$$(Q)sed 's/VECTORS_AT/$(3)/; s/TABLE_AT/$(4)/' tests/run/tiny.ld >$(TR)/$(1).ld
	$$(Q)$$(FW_CC) $$(FW_CPU) -std=gnu11 -Os -g -ffreestanding -Wall -Wextra -Werror \
		$(2:%=-D%) -nostdlib -static -Wl,--build-id=none -Wl,-n -T $(TR)/$(1).ld -o $$@ $$<
endef
$(eval $(call tr_firmware,silent,SILENT,0,0x21000000))
$(eval $(call tr_firmware,hello,,0,0x21000000))
$(eval $(call tr_firmware,prompt,PROMPT,0,0x21000000))
$(eval $(call tr_firmware,shared,STACK=0x21001000,0x21000000,0x21008000))
$(eval $(call tr_firmware,second,SECOND,0,0x21000000))
$(eval $(call tr_firmware,shared-second,SECOND STACK=0x21001000,0x21000000,0x21008000))
$(eval $(call tr_firmware,end,END,0,0x21000000))
$(eval $(call tr_firmware,last-words,TABLE LAST_WORDS END,0,0x21000000))
$(eval $(call tr_firmware,shared-end,END STACK=0x21001000,0x21000000,0x21008000))
$(eval $(call tr_firmware,crash,CRASH,0,0x21000000))
$(eval $(call tr_firmware,shared-crash,CRASH STACK=0x21001000,0x21000000,0x21008000))
$(eval $(call tr_firmware,lockup,CRASH LOCKUP,0,0x21000000))
$(eval $(call tr_firmware,table,TABLE,0,0x21000000))
$(eval $(call tr_firmware,table-in-tcm,TABLE,0,0x20000000))
$(eval $(call tr_firmware,trace-in-tcm,TABLE TRACE=0x20000000,0,0x21000000))
$(eval $(call tr_firmware,vring-elsewhere,TABLE VRING0=0x21800000,0,0x21000000))
$(eval $(call tr_firmware,vring-too-large,TABLE VRING_NUM=4096,0,0x21000000))
$(eval $(call tr_firmware,no-vectors,NO_VECTORS,0x100,0x21000000))
$(eval $(call tr_firmware,even-entry,EVEN_ENTRY,0,0x21000000))
$(eval $(call tr_firmware,bad-stack,STACK=0x30000000,0,0x21000000))
$(eval $(call tr_firmware,outside,,0x08000000,0x21000000))

$(TR)/object.elf: tests/run/tiny.c
	$(Q)mkdir -p $(@D)
	$(Q)$(FW_CC) $(FW_CPU) -ffreestanding -c -o $@ $<

HOST_TEST_DEPS += $(RUN_BOARD) $(SOC_BOARD) $(TR_ELFS) $(TR)/object.elf
BOARD_TEST_DEPS += $(TR_ELFS) $(TR)/object.elf $(FW_B)/teeproc-tcm.elf $(FW_B)/teeproc-sram.elf $(FIRMWARE_KIND_ELFS) $(EXAMPLE_ELFS) $(B)/tools/rprocctl/rprocctl-native
BOARD_TESTS += $(addprefix tests/run/,refusals.t run.t ended.t kinds.t terminal.t gdb.t share.t manual.t tasks.t install.t tutorial.t)
HOST_TESTS += tests/run/documented.t

# the examples for libraries that are the user's
.PHONY: check-examples
check-examples: $(BOARD_DEPS)
	$(Q)FREERTOS='$(FREERTOS)' RPMSG_LITE='$(RPMSG_LITE)' OPENAMP='$(OPENAMP)' \
		prove --exec '' tests/run/libraries.t
