# SPDX-License-Identifier: BSD-2-Clause
#
# A rogue Trusted Application, signed with OP-TEE's public key and with the
# board's own, and the flash images that admit it: one as the board would be with
# OPTEE_REE_FS_TA=y, and one whose console does not keep the control port's frames.

TROGUE := $(B)/tests/rogue
TROGUE_UUID := 5f2c9a0e-6d5b-4a3c-9b7e-0c1d2e3f4a5b
TROGUE_PTA := $(TROGUE)/pta
TROGUE_PTA_SRC := $(wildcard optee/pta/*.* optee/pta/*/*.*)
TROGUE_REE := $(B)/board/ree
TROGUE_BASE := OPTEE_REE_FS_TA=y board/boot/optee base

$(TROGUE)/own.ta: $(wildcard tests/rogue/ta/*) tests/rogue/rogue.h $(OPTEE_BASE).ok \
		board/boot/optee
	$(call say,TA,$@)
	$(Q)board/boot/optee ta $(OPTEE_BASE) tests/rogue/ta $(TROGUE)/ta
	$(Q)cp $(TROGUE)/ta/$(TROGUE_UUID).ta $@

# the key that OP-TEE's tree has for everybody
$(TROGUE)/public.ta: $(TROGUE)/own.ta
	$(call say,TA,$@)
	$(Q)/usr/bin/python3 $(OPTEE_BASE)/scripts/sign_encrypt.py \
		--key $(OPTEE_BASE)/keys/default.pem --uuid $(TROGUE_UUID) \
		--in $(TROGUE)/ta/$(TROGUE_UUID).stripped.elf --out $@

$(TROGUE)/rogue-client: tests/rogue/rogue-client.c tests/rogue/rogue.h $(TEEC).ok
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(TB_CC) $(TB_CFLAGS) -Itests/rogue -I$(TEEC)/include -s -o $@ $< \
		-L$(TEEC)/lib -Wl,--unresolved-symbols=ignore-in-shared-libs \
		-l:libteec.so.2

$(TROGUE)/files.cpio: tests/rogue/rogue.sh $(TROGUE)/own.ta $(TROGUE)/public.ta \
		$(TROGUE)/rogue-client board/boot/cpio
	$(call say,CPIO,$@)
	$(Q)board/boot/cpio $@ tests/rogue.sh=tests/rogue/rogue.sh \
		tests/bin/rogue-client=$(TROGUE)/rogue-client \
		tests/rogue/own.ta=$(TROGUE)/own.ta tests/rogue/public.ta=$(TROGUE)/public.ta

# the pseudo-TA as it would be with a console that prints what it is told
$(TROGUE_PTA)/virt/uart.c: $(TROGUE_PTA_SRC)
	$(call say,GEN,$(TROGUE_PTA))
	$(Q)rm -rf $(TROGUE_PTA)
	$(Q)cp -r optee/pta $(TROGUE_PTA)
	$(Q)sed -i -e 's/byte == TEEPROC_CP_STX ? STX_SHOWN_AS : byte/byte/' \
		-e "s/if (byte == '\\\\n')/if (false)/" $(TROGUE_PTA)/virt/uart.c
	$(Q)test "$$(diff optee/pta/virt/uart.c $@ | grep -c '^>')" = 2

# in a folder of their own: the base that is linked is another one
$(TROGUE_REE)/flash.bin: board/boot/flash board/boot/optee $(TROGUE_PTA_SRC) \
		$(wildcard include/teeproc/*.h) $(TFA_BASE).ok $(FLASH)
	$(call say,FLASH,$@)
	$(Q)base=$$($(TROGUE_BASE)) && board/boot/flash $@ $$base $(TFA_BASE) \
		optee/pta $(B)/optee/ta/80a4c275-0a47-4905-8285-1486a9771a08.stripped.elf

$(TROGUE_REE)/flash-open.bin: $(TROGUE_PTA)/virt/uart.c $(TROGUE_REE)/flash.bin
	$(call say,FLASH,$@)
	$(Q)base=$$($(TROGUE_BASE)) && board/boot/flash $@ $$base $(TFA_BASE) \
		$(TROGUE_PTA) $(B)/optee/ta/80a4c275-0a47-4905-8285-1486a9771a08.stripped.elf

BOARD_TESTS += tests/rogue/rogue.t
BOARD_TEST_DEPS += $(TROGUE)/files.cpio $(TROGUE_REE)/flash-open.bin
