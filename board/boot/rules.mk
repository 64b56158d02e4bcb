# SPDX-License-Identifier: BSD-2-Clause
# The boot chain: set-up, overlays, TF-A, OP-TEE, kernels. What is put together
# from parts of all rooms (flash image, modules, initramfs) is in assemble.mk.

PACKAGES += bc binutils-aarch64-linux-gnu bison bzip2 cpio cpp \
	debian-archive-keyring device-tree-compiler dpkg-dev flex \
	gcc-aarch64-linux-gnu gcc-arm-linux-gnueabihf kmod libc6-dev \
	libc6-dev-arm64-cross libc6-dev-armhf-cross libelf-dev libssl-dev openssl \
	python3-cryptography python3-pyelftools qemu-system-arm rsync xz-utils

BOOT_SH := board/boot/common.sh board/boot/apt-root

# $(call from_cache,NAME,DEPENDENCIES,COMMAND): $(B)/cache/NAME becomes a link
# to the folder of the cache whose name COMMAND prints. NAME.ok is what to
# depend on; it goes when the cache has gone. With FORCE as a dependency
# COMMAND runs every time, and NAME.ok changes only when the folder does.
define from_cache
ifeq ($$(wildcard $(B)/cache/$(1)/.),)
$$(shell rm -f $(B)/cache/$(1).ok)
endif
$(B)/cache/$(1).ok: $(BOOT_SH) $(2)
	$$(Q)mkdir -p $$(dir $$@)
	$$(Q)folder=$$$$($(3)) && \
		if [ -z "$$(filter FORCE,$$^)" ] || [ ! -e $$@ ] || \
			[ "$$$$(readlink $(B)/cache/$(1))" != "$$$$folder" ]; then \
			ln -sfnT "$$$$folder" $(B)/cache/$(1) && touch $$@; fi
endef

# The folder's name is part of the stamp's, and a tree of the user's own is
# looked at every time
OPTEE_NAME := optee$(subst /,-,$(OPTEE_SOURCE))$(if $(filter y,$(OPTEE_REE_FS_TA)),-ree)
TFA_NAME := tf-a$(subst /,-,$(TFA_SOURCE))
OPTEE_BASE := $(B)/cache/$(OPTEE_NAME)
TFA_BASE := $(B)/cache/$(TFA_NAME)
# KERNEL_SOURCE: a kernel from a tree of the user's own, which is looked at every
# time; with KERNEL_DEBUG=1 with the checks of a debug kernel. SERIES_KERNEL=1: the tree
# has the series of series/, and its drivers are built in
KERNEL_OPTIONS := $(if $(SERIES_KERNEL),board/boot/kernel-series.config)
ifneq ($(KERNEL_SOURCE),)
KERNEL_TREE := $(abspath $(patsubst ~/%,$(HOME)/%,$(KERNEL_SOURCE)))
override KERNEL := $(if $(KERNEL_DEBUG),debug,built)$(subst /,-,$(KERNEL_TREE))
KERNEL_COMMAND := board/boot/kernel-tree kit $(KERNEL_TREE) $(if $(KERNEL_DEBUG),debug) $(KERNEL_OPTIONS)
else
KERNEL_COMMAND := board/boot/kernel kit $(KERNEL)
endif
KERNEL_KIT := $(B)/cache/kernel-$(KERNEL)
# board-test asks a debug kernel what it has found, and gives it time
override KERNEL_DEBUG := $(if $(filter debug-% 6.12-debug 7.2-debug,$(KERNEL)),1)
export KERNEL_DEBUG
# not empty: built for the board, with what Debian's kernels have not
KERNEL_BUILT := $(KERNEL_SOURCE)$(KERNEL_DEBUG)
KERNEL_SCRIPTS := $(addprefix board/boot/,kernel \
	$(if $(KERNEL_BUILT),kernel-tree kernel.config kernel-debug.config $(notdir $(KERNEL_OPTIONS))))
TEEC := $(B)/cache/teec
# What assemble.mk makes, named here so that every room can depend on it
BOARD_K := $(B)/board/$(KERNEL)
FLASH := $(B)/board/flash.bin
FLASH_UPSTREAM_TA := $(B)/board/flash-upstream-ta.bin
FLASH_PANIC_TA := $(B)/board/flash-panic-ta.bin
export OPTEE_SOURCE OPTEE_REE_FS_TA TFA_SOURCE

$(eval $(call from_cache,$(OPTEE_NAME),board/boot/optee $(if $(OPTEE_SOURCE),FORCE),board/boot/optee base))
$(eval $(call from_cache,$(TFA_NAME),board/boot/tf-a $(if $(TFA_SOURCE),FORCE),board/boot/tf-a base))
$(eval $(call from_cache,kernel-$(KERNEL),$(KERNEL_SCRIPTS) $(if $(KERNEL_SOURCE),FORCE),$(KERNEL_COMMAND)))
$(eval $(call from_cache,busybox,,board/boot/apt-root fetch bookworm arm64 busybox-static))
$(eval $(call from_cache,teec,board/boot/teec,board/boot/teec))

ifeq ($(BOARD),virt)
# Overlays. QEMU's tree, which they are laid over, is not there to check
# against when they are compiled, so what dtc can not know is silenced by name.
OVERLAYS := direct secure mixed eight eight-direct m33 m33-direct m33-mixed rv64 rv64-direct rv64-mixed \
	named untargeted refused runson messages resources graceful \
	$(if $(SERIES_KERNEL),stm32)
DTBOS := $(OVERLAYS:%=$(B)/board/%.dtbo)
DTC_QUIET := -Wno-alias_paths -Wno-avoid_default_addr_size -Wno-interrupts_property \
	-Wno-pci_device_bus_num \
	-Wno-pci_device_reg -Wno-ranges_format -Wno-reg_format \
	-Wno-simple_bus_reg
BOARD_DEPS += $(DTBOS)

$(DTBOS): $(B)/board/%.dtbo: board/dts/%.dtso $(wildcard board/dts/*.dtsi)
	$(call say,DTC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)cpp -nostdinc -undef -D__DTS__ -x assembler-with-cpp -I board/dts $< -o $(@:.dtbo=.i)
	$(Q)dtc -@ -I dts -O dtb $(DTC_QUIET) -o $@ $(@:.dtbo=.i)
endif

# Folders of the host: teeproc-board --share
MODULES_KERNEL += 9p 9pnet_virtio virtio_pci

# What the board's init loads; rooms with modules append theirs
MODULES_LOAD := optee rpmsg_char rpmsg_ctrl virtio_rpmsg_bus
