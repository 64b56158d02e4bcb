# SPDX-License-Identifier: BSD-2-Clause
#
# BOARD=versal: xlnx-versal-virt. What is built of it lies in build/versal.

PACKAGES += device-tree-compiler perl qemu-system-arm

BOARD_PROGRAM := board/versal/versal-board
FLASH_MORE := $(wildcard board/versal/*.* board/versal/shim/*)

KMOD_DIRS += board/versal/linux
MODULES_LOAD += teeproc_versal

# The variants of the device tree are whole trees here; the tests call them as on the
# virtual board, where they are overlays
VERSAL_TREES := secure named
VERSAL_DTBS := $(VERSAL_TREES:%=$(B)/board/%.dtbo)
BOARD_DEPS += $(VERSAL_DTBS)

$(VERSAL_DTBS): $(B)/board/%.dtbo: board/versal/dts/%.dts board/versal/dts/versal.dtsi
	$(call say,DTC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)cpp -nostdinc -undef -D__DTS__ -x assembler-with-cpp -I board/versal/dts $< -o $(@:.dtbo=.i)
	$(Q)dtc -I dts -O dtb -o $@ $(@:.dtbo=.i)
