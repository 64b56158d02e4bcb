# SPDX-License-Identifier: BSD-2-Clause
# Drivers of the kernel's own, unmodified, on the board's channels.

STOCK := $(BOARD_K)/stock
STOCK_MODULES := rpmsg_client_sample rpmsg_tty

# again for another kernel, and for a tree of the user's own each time
$(STOCK).ok: tests/stock/sources board/boot/modules $(KERNEL_KIT).ok \
		$(if $(KERNEL_SOURCE),FORCE)
	$(BEGIN)
	$(call say,KBUILD,$(STOCK))
	$(Q)mkdir -p $(STOCK)
	$(Q)KERNEL_SOURCE=$(KERNEL_TREE) tests/stock/sources $(KERNEL) $(STOCK)/source
	$(Q)board/boot/modules build $(KERNEL_KIT)/build arm64 $(STOCK)/modules $(STOCK)/source
	$(Q)find $(STOCK)/modules -name '*.ko' -exec aarch64-linux-gnu-strip --strip-debug {} \; -exec cp -t $(STOCK) {} +
	$(END)

$(STOCK_MODULES:%=$(STOCK)/%.ko): $(STOCK).ok

INITRAMFS += tests/stock.sh=tests/stock/stock.sh \
	$(foreach module,$(STOCK_MODULES),tests/modules/$(module).ko=$(STOCK)/$(module).ko)
BOARD_TESTS += tests/stock/stock.t
