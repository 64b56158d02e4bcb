# SPDX-License-Identifier: BSD-2-Clause
#
# What is put together from parts of all rooms. Included last, when the rooms
# have said what they have:
#   KMOD_DIRS       folders of kernel modules, each with a Kbuild file
#   MODULES_LOAD    modules that the board's init loads, in this order
#   MODULES_KERNEL  further modules of the kernel package to put in
#   FLASH_MORE      further files that the flash image is made of
#   BOARD_PROGRAM   what boots the board
#   INITRAMFS       files for the board, PATH=FILE (see board/boot/cpio)

# --- flash image: TF-A, OP-TEE with the pseudo-TA and the early TA
TA_UUID := 80a4c275-0a47-4905-8285-1486a9771a08
PTA_SOURCES := $(wildcard optee/pta/*.* optee/pta/$(BOARD)/*.*)
TA_SOURCES := $(shell find optee/ta image -type f -name '*.[ch]' 2>/dev/null) \
	$(shell find optee/ta image -name '*.mk' 2>/dev/null) \
	$(wildcard optee/ta/Makefile include/teeproc/*.h)

ifneq ($(wildcard optee/ta/Makefile),)
TA_ELF := $(B)/optee/ta/$(TA_UUID).stripped.elf
$(TA_ELF): $(TA_SOURCES) $(OPTEE_BASE).ok board/boot/optee
	$(BEGIN)
	$(call say,TA,$@)
	$(Q)board/boot/optee ta $(OPTEE_BASE) optee/ta $(@D)
	$(END)
endif
ifneq ($(wildcard optee/pta/sub.mk),)
PTA := optee/pta
endif

FLASH_DEPS := board/boot/flash board/boot/common.sh $(PTA_SOURCES) $(FLASH_MORE) \
	$(wildcard include/teeproc/*.h) $(OPTEE_BASE).ok $(TFA_BASE).ok

$(FLASH): $(FLASH_DEPS) $(TA_ELF)
	$(BEGIN)
	$(call say,FLASH,$@)
	$(Q)board/boot/flash $@ $(OPTEE_BASE) $(TFA_BASE) "$(PTA)" "$(TA_ELF)"
	$(END)

# the same with OP-TEE's own remoteproc TA, to test that either can be exchanged
$(FLASH_UPSTREAM_TA): $(FLASH_DEPS) | $(FLASH)
	$(BEGIN)
	$(call say,FLASH,$@)
	$(Q)ta=$$(board/boot/optee upstream-ta) && board/boot/flash $@ \
		$(OPTEE_BASE) $(TFA_BASE) "$(PTA)" $$ta/$(TA_UUID).stripped.elf
	$(END)

# the same with a TA that panics when a test tells it to; one after the other,
# since all are linked in one folder
PANIC_TA := tests/secure/panic_ta
PANIC_TA_ELF := $(B)/$(PANIC_TA)/$(TA_UUID).stripped.elf
$(PANIC_TA_ELF): $(TA_SOURCES) $(addprefix $(PANIC_TA)/,Makefile sub.mk panic.c) \
		$(OPTEE_BASE).ok board/boot/optee
	$(BEGIN)
	$(call say,TA,$@)
	$(Q)board/boot/optee ta $(OPTEE_BASE) $(PANIC_TA) $(@D)
	$(END)

$(FLASH_PANIC_TA): $(FLASH_DEPS) $(PANIC_TA_ELF) | $(FLASH) $(FLASH_UPSTREAM_TA)
	$(BEGIN)
	$(call say,FLASH,$@)
	$(Q)board/boot/flash $@ $(OPTEE_BASE) $(TFA_BASE) "$(PTA)" "$(PANIC_TA_ELF)"
	$(END)

# --- kernel modules, built outside of their folders
KMOD_SOURCES := $(if $(KMOD_DIRS),$(shell find -L $(KMOD_DIRS) -type f \
	\( -name '*.[ch]' -o -name Kbuild -o -name Makefile \)))
KMOD := $(BOARD_K)/modules

$(KMOD).ok: $(KMOD_SOURCES) $(wildcard include/teeproc/*.h) board/boot/modules \
		$(KERNEL_KIT).ok
	$(BEGIN)
	$(call say,KBUILD,$(KMOD))
	$(Q)mkdir -p $(KMOD)
	$(Q)$(if $(KMOD_DIRS),board/boot/modules build $(KERNEL_KIT)/build arm64 $(KMOD) $(KMOD_DIRS))
	$(END)

# a list's file changes only when the list does
define list_file
$(B)/board/$(1): FORCE
	$$(Q)mkdir -p $$(@D) $(B)/board/empty
	$$(Q)printf '%s\n' $(2) | cmp -s - $$@ || printf '%s\n' $(2) >$$@
endef
$(eval $(call list_file,modules-kernel.list,$(MODULES_KERNEL)))

$(BOARD_K)/modules.cpio: $(KMOD).ok board/boot/modules board/boot/cpio \
		$(B)/board/modules-kernel.list
	$(call say,CPIO,$@)
	$(Q)board/boot/modules pack $(KERNEL_KIT) $(KMOD) $@ optee $(MODULES_KERNEL)

# --- initramfs: base, modules, and what the rooms bring
INITRAMFS_BASE := init=board/boot/init bin/busybox=$(B)/cache/busybox/bin/busybox \
	etc/modules=$(B)/board/modules.list dev=$(B)/board/empty \
	proc=$(B)/board/empty sys=$(B)/board/empty tmp=$(B)/board/empty \
	root=$(B)/board/empty \
	lib/ld-linux-aarch64.so.1=$(TEEC)/lib/ld-linux-aarch64.so.1 \
	lib/libc.so.6=$(TEEC)/lib/libc.so.6 lib/libteec.so.2=$(TEEC)/lib/libteec.so.2 \
	usr/sbin/tee-supplicant=$(TEEC)/sbin/tee-supplicant

$(eval $(call list_file,modules.list,$(MODULES_LOAD)))
$(eval $(call list_file,files.list,$(INITRAMFS)))

$(B)/board/base.cpio: board/boot/init board/boot/cpio $(B)/board/modules.list \
		$(B)/cache/busybox.ok $(TEEC).ok
	$(call say,CPIO,$@)
	$(Q)board/boot/cpio $@ $(INITRAMFS_BASE)

$(B)/board/files.cpio: $(B)/board/files.list board/boot/cpio \
		$(filter-out %/,$(foreach entry,$(INITRAMFS),$(if $(findstring @=,$(entry)),,$(lastword $(subst =, ,$(entry))))))
	$(call say,CPIO,$@)
	$(Q)board/boot/cpio $@ $(INITRAMFS)

comma := ,
empty :=
space := $(empty) $(empty)
BOARD_INITRDS := $(B)/board/base.cpio $(BOARD_K)/modules.cpio $(B)/board/files.cpio
BOARD_IMAGE := $(KERNEL_KIT)/Image
BOARD_DEPS += $(FLASH) $(KERNEL_KIT).ok $(BOARD_INITRDS)

# How every test starts the board, but for the overlay and the command line
BOARD_COMMAND := $(BOARD_PROGRAM) --flash $(FLASH) --kernel $(BOARD_IMAGE) \
	--initrd $(subst $(space),$(comma),$(BOARD_INITRDS))
export BOARD_COMMAND

# rooms add SHELL_DEPS and SHELL_FIXED, such as a key in the board's OTP; SHELL_OPTIONS
# is the user's, and what it names a second time is what counts
shell: board $(SHELL_DEPS)
	$(Q)exec $(BOARD_COMMAND) --dtbo $(B)/board/secure.dtbo --console stdio \
		--log-dir $(B)/log/shell $(SHELL_FIXED) $(SHELL_OPTIONS)

# The boot chain alone, for work on it: APPEND= adds to the command line
.PHONY: plain
plain: board
	$(Q)board/boot/plain-qemu $(APPEND)
