# SPDX-License-Identifier: BSD-2-Clause
#
# The TEE case in the booted board: hooks in the kernel, keys, signed images,
# and the suites that use them. What they need in the board comes in an archive
# of its own, which only secure-test adds.

PACKAGES += binutils-arm-none-eabi gcc-aarch64-linux-gnu openssl python3 \
	python3-pycryptodome python3-pyelftools

TS := $(B)/tests/secure
TS_KEYS := rsa ec revoked stranger core1
TS_SUITES := points failures refusals trouble panic attach attach_failures \
	leave starved described numbers resources misfits shutdown kexec suspend graceful messages waiting lost autoboot parity several upstream copying bench
# for make check-all: once more, with a driver that copies; with eight cores, for minutes
TS_AGAIN := parity_copying refusals_copying upstream_copying eight bench_eight bench_eight_direct
TS_HELPERS := physmem time-write fifo-write
# and what is built of more than one file
TS_PROGRAMS := $(TS_HELPERS) rprocctl-timed

KMOD_DIRS += tests/secure/hooks

# --- keys: made anew for each clone. The one that signs nearly everything is RSA: on
# the board a P-256 signature takes the TEE some tenths of a second to check, and one of
# an RSA key of the usual exponent still more than all else of a start: what is not
# measured has one of exponent 3, and f4 is as everybody's are.
$(TS)/keys/rsa.pem: | tests/make-rsa3
	$(call say,KEY,$@)
	$(Q)mkdir -p $(@D)
	$(Q)tests/make-rsa3 $@
$(TS)/keys/%.pem: | $(TEEPROC_IMAGE)
	$(call say,KEY,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(TEEPROC_IMAGE) keygen --type $(if $(filter f4,$*),rsa2048,p256) --out $@

$(TS)/otp.json: tests/secure/make-otp tests/secure/rules.mk $(TS_KEYS:%=$(TS)/keys/%.pem)
	$(call say,OTP,$@)
	$(Q)tests/secure/make-otp $(TEEPROC_IMAGE) $(TS)/keys/rsa.pem \
		$(TS)/keys/ec.pem $(TS)/keys/revoked.pem:revoked $(TS)/keys/core1.pem:core1 >$@

$(TS)/otp-f4.json: tests/secure/make-otp tests/secure/rules.mk $(TS)/keys/f4.pem $(TS)/keys/ec.pem
	$(call say,OTP,$@)
	$(Q)tests/secure/make-otp $(TEEPROC_IMAGE) $(TS)/keys/f4.pem $(TS)/keys/ec.pem >$@

# --- firmware that is changed before it is signed
TS_VARIANTS := anyvring badcarveout oversized outside novectors badoffset \
	twovdevs ownbuffers manysegments
# those that direct mode gets as well
TS_ELFS := anyvring badcarveout novectors badoffset twovdevs
$(TS_VARIANTS:%=$(TS)/teeproc-sram-%.elf): $(TS)/teeproc-sram-%.elf: \
		$(FW_B)/teeproc-sram.elf tests/secure/make-variant
	$(call say,GEN,$@)
	$(Q)mkdir -p $(@D)
	$(Q)tests/secure/make-variant $* $< $@

# $(call ts_sign,NAME,ELF,KEY,OPTIONS,TARGET): for every core of the board if
# there is no other TARGET; "none" leaves it out
define ts_sign
TS_SIGNED += $(TS)/$(1).signed
$(TS)/$(1).signed: $(2) $(TS)/keys/$(3).pem $(TEEPROC_IMAGE) tests/secure/rules.mk
	$$(call say,SIGN,$$@)
	$$(Q)$(TEEPROC_IMAGE) sign --key $(TS)/keys/$(3).pem --out $$@ $(4) \
		$(if $(filter none,$(5)),,--target $(or $(5),$(FW_TARGET))) $(2)
endef
$(foreach fw,sram tcm sram-64k sram-1m sram-8m sram-notable,$(eval \
	$(call ts_sign,teeproc-$(fw),$(FW_B)/teeproc-$(fw).elf,rsa,--debug)))
$(foreach fw,anyvring badcarveout ownbuffers manysegments,$(eval \
	$(call ts_sign,teeproc-sram-$(fw),$(TS)/teeproc-sram-$(fw).elf,rsa,--debug)))
$(eval $(call ts_sign,teeproc-sram-novectors,$(TS)/teeproc-sram-novectors.elf,rsa,))
$(foreach fw,oversized outside,$(eval \
	$(call ts_sign,bad-$(fw),$(TS)/teeproc-sram-$(fw).elf,rsa,)))
$(foreach n,1 2 3,$(eval \
	$(call ts_sign,teeproc-sram-rollback$(n),$(FW_B)/teeproc-sram.elf,rsa,--rollback $(n))))
$(foreach fw,sram sram-64k,$(eval $(call ts_sign,teeproc-$(fw)-ec,$(FW_B)/teeproc-$(fw).elf,ec,)))
$(eval $(call ts_sign,teeproc-sram-nodebug,$(FW_B)/teeproc-sram.elf,rsa,))
$(eval $(call ts_sign,bad-stranger,$(FW_B)/teeproc-sram.elf,stranger,))
$(eval $(call ts_sign,bad-othercore,$(FW_B)/teeproc-sram.elf,rsa,,3))
$(eval $(call ts_sign,bad-othersoc,$(FW_B)/teeproc-sram.elf,rsa,,cortex-m4@other))
$(eval $(call ts_sign,bad-untargeted,$(FW_B)/teeproc-sram.elf,rsa,,none))
$(eval $(call ts_sign,bad-revoked,$(FW_B)/teeproc-sram.elf,revoked,))
$(eval $(call ts_sign,bad-key-of-core1,$(FW_B)/teeproc-sram.elf,core1,))

# --- images that are spoiled after they are signed
TS_SPOILED := tampered-first tampered-last tampered-rest tampered-tlv \
	tampered-signature truncated-header truncated-tlv truncated-image
$(TS_SPOILED:%=$(TS)/bad-%.signed): $(TS)/bad-%.signed: $(TS)/teeproc-sram.signed \
		tests/secure/make-variant
	$(call say,GEN,$@)
	$(Q)tests/secure/make-variant $* $< $@
TS_SPOILED_TCM := tampered-first tampered-last
$(TS)/bad-tampered-tcm-%.signed: $(TS)/teeproc-tcm.signed tests/secure/make-variant
	$(call say,GEN,$@)
	$(Q)tests/secure/make-variant tampered-$* $< $@
$(TS)/bad-tampered-signature-ec.signed: $(TS)/teeproc-sram-ec.signed tests/secure/make-variant
	$(call say,GEN,$@)
	$(Q)tests/secure/make-variant tampered-signature $< $@
TS_SIGNED += $(TS_SPOILED:%=$(TS)/bad-%.signed) $(TS)/bad-tampered-signature-ec.signed \
	$(TS)/bad-tampered-tcm-first.signed $(TS)/bad-tampered-tcm-last.signed

# --- images of OP-TEE's own script
TS_SCRIPT := $(OPTEE_BASE)/scripts/sign_rproc_fw.py
define ts_script_sign
	$(call say,SIGN,$@)
	$(Q)/usr/bin/python3 $(TS_SCRIPT) --in $< --out $@ \
		--key $(TS)/keys/rsa.pem --key_type RSA
endef
TS_SCRIPT_DEPS := $(TS)/keys/rsa.pem $(OPTEE_BASE).ok tests/secure/rules.mk
$(TS)/script-%.signed: $(FW_B)/teeproc-%.elf $(TS_SCRIPT_DEPS)
	$(ts_script_sign)
$(TS)/script-%.signed: $(TS)/teeproc-%.elf $(TS_SCRIPT_DEPS)
	$(ts_script_sign)
$(TS)/bad-script-%.signed: $(TS)/script-%.signed tests/secure/make-variant
	$(call say,GEN,$@)
	$(Q)tests/secure/make-variant tampered-last $< $@
TS_SIGNED += $(foreach fw,sram tcm,$(TS)/script-$(fw).signed $(TS)/bad-script-$(fw).signed)
TS_SIGNED += $(foreach fw,64k 8m twovdevs,$(TS)/script-sram-$(fw).signed)
TS_LARGE := teeproc-sram-8m.signed script-sram-8m.signed
TS_SMALL := $(filter-out $(TS_LARGE:%=$(TS)/%),$(TS_SIGNED))

# --- the resource table as it was signed, and where it is; the size of the code,
# which lies at the start of the shared memory
$(TS)/table.bin: $(FW_B)/teeproc-sram.elf
	$(call say,GEN,$@)
	$(Q)mkdir -p $(@D)
	$(Q)arm-none-eabi-objcopy -O binary -j .resource_table $< $@
$(TS)/table-anyvring.bin: $(TS)/teeproc-sram-anyvring.elf
	$(call say,GEN,$@)
	$(Q)arm-none-eabi-objcopy -O binary -j .resource_table $< $@
$(TS)/table.sh: $(FW_B)/teeproc-sram.elf
	$(call say,GEN,$@)
	$(Q)mkdir -p $(@D)
	$(Q)arm-none-eabi-readelf -SW $< | sed -n \
		's/.*\.resource_table *PROGBITS *\([0-9a-f]*\) *[0-9a-f]* *\([0-9a-f]*\) .*/table_da=0x\1\ntable_size=$$((0x\2))/p' >$@
	$(Q)arm-none-eabi-readelf -SW $< | sed -n \
		's/.*\.text *PROGBITS *21000000 *[0-9a-f]* *\([0-9a-f]*\) .*/text_size=$$((0x\1))/p' >>$@
	$(Q)test "$$(wc -l <$@)" = 3

$(TS_HELPERS:%=$(TS)/%): $(TS)/%: tests/secure/helpers/%.c
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(TB_CC) $(TB_CFLAGS) -static -s -o $@ $<

# rprocctl that tells what ping takes for itself
$(TS)/rprocctl-timed: tests/secure/ping_share.c $(RPROCCTL_SRC) $(RPROCCTL_HDR)
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(TB_CC) $(TB_CFLAGS) -static -s -Wl,--wrap=clock_gettime,--wrap=read,--wrap=write \
		-o $@ $(filter %.c,$^) -lm

TS_SCRIPTS := $(wildcard tests/secure/*.sh) $(TS)/table.sh
TS_DATA := $(TS)/table.bin $(TS)/table-anyvring.bin tests/secure/parity.differences
$(TS)/files.cpio: $(TS_SCRIPTS) $(TS_DATA) $(TS_SMALL) $(TS_PROGRAMS:%=$(TS)/%) \
		$(TS_ELFS:%=$(TS)/teeproc-sram-%.elf) board/boot/cpio
	$(call say,CPIO,$@)
	$(Q)board/boot/cpio $@ $(foreach file,$(TS_SCRIPTS) $(TS_DATA),tests/$(notdir $(file))=$(file)) \
		$(foreach helper,$(TS_PROGRAMS),tests/bin/$(helper)=$(TS)/$(helper)) \
		$(foreach file,$(TS_SMALL) $(TS_ELFS:%=$(TS)/teeproc-sram-%.elf),lib/firmware/$(notdir $(file))=$(file))

# To unpack 40 MB takes a second or two of each boot, on a debug kernel half a minute:
# who needs firmware of 8 MiB has this archive with board-test's --initrd.
TS_LARGE_FILES := lib/firmware/teeproc-sram-8m.elf=$(FW_B)/teeproc-sram-8m.elf \
	lib/firmware/ta_test/big.signed=$(TAT_IMAGES).keys/big.signed \
	$(foreach file,$(TS_LARGE),lib/firmware/$(file)=$(TS)/$(file))
$(TS)/large.cpio: $(FW_B)/teeproc-sram-8m.elf $(TAT).ok $(TS_LARGE:%=$(TS)/%) \
		board/boot/cpio tests/secure/rules.mk
	$(call say,CPIO,$@)
	$(Q)board/boot/cpio $@ $(TS_LARGE_FILES)
BOARD_TEST_DEPS += $(TS)/large.cpio

# --- what is measured, signed by f4: secure-test --f4
TS_F4 := $(foreach fw,sram sram-64k sram-1m sram-8m,$(TS)/f4/teeproc-$(fw).signed)
$(TS_F4): $(TS)/f4/%.signed: $(FW_B)/%.elf $(TS)/keys/f4.pem $(TEEPROC_IMAGE) tests/secure/rules.mk
	$(call say,SIGN,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(TEEPROC_IMAGE) sign --key $(TS)/keys/f4.pem --out $@ --debug --target $(FW_TARGET) $<
$(TS)/f4/bad-tampered-signature.signed: $(TS)/f4/teeproc-sram.signed tests/secure/make-variant
	$(call say,GEN,$@)
	$(Q)tests/secure/make-variant tampered-signature $< $@
TS_F4 += $(TS)/f4/bad-tampered-signature.signed
$(TS)/f4.cpio: $(FW_B)/teeproc-sram-8m.elf $(TS_F4) board/boot/cpio tests/secure/rules.mk
	$(call say,CPIO,$@)
	$(Q)board/boot/cpio $@ $(foreach file,$(filter %.elf %.signed,$^),lib/firmware/$(notdir $(file))=$(file))
BOARD_TEST_DEPS += $(TS)/f4.cpio $(TS)/otp-f4.json

# --- firmware that make shell can start, and the key that it is signed with; what
# is counted up in this OTP stays
SHELL_DEPS += $(TS)/shell-otp.json
SHELL_FIXED += --otp $(TS)/shell-otp.json
$(TS)/shell-otp.json: $(TS)/otp.json
	$(Q)cp $< $@
INITRAMFS += $(foreach fw,sram tcm,lib/firmware/teeproc-$(fw).signed=$(TS)/teeproc-$(fw).signed)

# --- the driver as it is built for kernels 6.2 to 6.7, which copies, in the place
# of the other one
$(BOARD_K)/copying.cpio: $(BOARD_K)/modules.ok board/boot/modules board/boot/cpio \
		tests/secure/rules.mk
	$(BEGIN)
	$(call say,KBUILD,$@)
	$(Q)TEE_REGISTERS_VMALLOC=0 board/boot/modules build $(KERNEL_KIT)/build \
		arm64 $(BOARD_K)/copying linux
	$(Q)aarch64-linux-gnu-strip --strip-debug -o $(BOARD_K)/teeproc_tee.ko \
		$(BOARD_K)/copying/linux/teeproc_tee.ko
	$(Q)board/boot/cpio $@ lib/modules/$$(cat $(KERNEL_KIT)/release)/updates/teeproc_tee.ko=$(BOARD_K)/teeproc_tee.ko
	$(END)

# --- kexec: the kernel that the board has booted, and an initramfs. There is not room
# for it beside all that the other suites need.
KEXEC := $(B)/cache/kexec
$(eval $(call from_cache,kexec,board/boot/kexec,board/boot/kexec))
TS_KEXEC := tests/run=tests/board/run tests/lib.sh=tests/board/lib.sh tests/board.sh=tests/secure/board.sh \
	tests/lib-secure.sh=tests/secure/lib-secure.sh tests/table.sh=$(TS)/table.sh \
	tests/kexec.sh=tests/secure/kexec.sh tests/bin/physmem=$(TS)/physmem \
	$(foreach helper,rpmsg-echo write-errno,tests/bin/$(helper)=$(B)/tests/board/$(helper)) \
	lib/firmware/teeproc-sram.signed=$(TS)/teeproc-sram.signed
$(BOARD_K)/kexec-files.cpio: $(foreach entry,$(TS_KEXEC),$(lastword $(subst =, ,$(entry)))) \
		board/boot/cpio tests/secure/rules.mk
	$(call say,CPIO,$@)
	$(Q)mkdir -p $(@D)
	$(Q)board/boot/cpio $@ $(TS_KEXEC)
$(BOARD_K)/kexec.initrd: $(B)/board/base.cpio $(BOARD_K)/modules.cpio \
		$(BOARD_K)/kexec-files.cpio
	$(Q)cat $^ | gzip -n >$@
$(BOARD_K)/kexec.cpio: $(BOARD_K)/kexec.initrd $(KEXEC).ok $(KERNEL_KIT).ok \
		board/boot/cpio tests/secure/rules.mk
	$(call say,CPIO,$@)
	$(Q)board/boot/cpio $@ $(TS_KEXEC) kexec/Image=$(BOARD_IMAGE) kexec/initrd=$< \
		usr/sbin/kexec=$(KEXEC)/sbin/kexec \
		$$(for lib in $(KEXEC)/lib/*; do echo "lib/$${lib##*/}=$$lib"; done)

BOARD_TEST_DEPS += $(BOARD_K)/kexec.cpio $(TS)/files.cpio $(TS)/otp.json $(BOARD_K)/copying.cpio \
	$(FLASH_PANIC_TA) $(FLASH_UPSTREAM_TA)
BOARD_TESTS += $(TS_SUITES:%=tests/secure/%.t) \
	$(if $(TEEPROC_ALL),$(TS_AGAIN:%=tests/secure/%.t)) \
	tests/secure/hooks-complete.t

# The figures of booted runs: two lines a size and one of ping, two of eight cores in
# either mode; make exports BOARD_COMMAND
.PHONY: bench-board
bench: bench-board
bench-board: board $(TS)/files.cpio $(TS)/large.cpio $(TS)/otp.json
	$(Q)set -o pipefail; for suite in bench:9 bench_eight:2 bench_eight_direct:2; do \
		TEEPROC_ALL=1 tests/secure/$${suite%:*}.t | awk -v lines=$${suite#*:} \
			'sub(/^# bench: /, "") { print; n++ } /^not ok/ { print; n = -9 } \
			END { exit n != lines }' || exit; \
	done
