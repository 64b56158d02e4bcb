# SPDX-License-Identifier: BSD-2-Clause
# The boot chain: set-up, TF-A, OP-TEE, kernel, initramfs.

PACKAGES += device-tree-compiler

# Overlays. QEMU's tree, which they are laid over, is not there to check
# against when they are compiled, so what dtc can not know is silenced by name.
OVERLAYS := direct secure mixed
DTBOS := $(OVERLAYS:%=$(B)/board/%.dtbo)
DTC_QUIET := -Wno-avoid_default_addr_size -Wno-pci_device_bus_num \
	-Wno-pci_device_reg -Wno-ranges_format -Wno-reg_format \
	-Wno-simple_bus_reg
BOARD_DEPS += $(DTBOS)

$(DTBOS): $(B)/board/%.dtbo: board/dts/%.dtso board/dts/board.dtsi
	$(call say,DTC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)cpp -nostdinc -undef -D__DTS__ -x assembler-with-cpp -I board/dts $< -o $(@:.dtbo=.i)
	$(Q)dtc -@ -I dts -O dtb $(DTC_QUIET) -o $@ $(@:.dtbo=.i)
