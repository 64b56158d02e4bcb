# SPDX-License-Identifier: BSD-2-Clause
# The packages, installed where nothing else of teeproc is.

# as docs/firmware.md has it
PACKAGES_ELF := $(B)/tests/packages/hello.elf
$(PACKAGES_ELF): examples/hello/hello.ld examples/hello/hello.c
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(FW_CC) $(FW_CPU) -Os -g -ffreestanding -nostdlib -T $^ -o $@

ifneq ($(filter check-packages,$(MAKECMDGOALS)),)
PACKAGES += mmdebstrap qemu-user
endif

.PHONY: check-packages
check-packages: packages $(PACKAGES_ELF) $(OPTEE_BASE).ok
	$(Q)OPTEE_BASE=$(OPTEE_BASE) FIRMWARE=$(PACKAGES_ELF) \
		prove --timer --comments --exec '' tests/packages/foreign.t tests/packages/suites.t
