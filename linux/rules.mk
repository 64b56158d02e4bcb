# SPDX-License-Identifier: GPL-2.0-only
# Kernel modules for any board: the TEE client and the platform driver. A kernel with
# the series has a TEE client of its own, and the driver is built on that.

ifeq ($(SERIES_KERNEL),)
KMOD_DIRS += linux
MODULES_LOAD += teeproc_tee
else
KMOD_DIRS += tests/series/in_tree
endif
MODULES_LOAD += teeproc_rproc

# The modules' sources as DKMS wants them, complete in one folder:
#   make dkms-source && sudo dkms add build/dkms/teeproc-1.0
DKMS_SOURCE := $(B)/dkms/teeproc-1.0

.PHONY: dkms-source
dkms-source:
	$(call say,DKMS,$(DKMS_SOURCE))
	$(Q)rm -rf $(DKMS_SOURCE)
	$(Q)mkdir -p $(DKMS_SOURCE)/include
	$(Q)cp linux/*.c linux/*.h linux/Kbuild linux/dkms.conf $(DKMS_SOURCE)/
	$(Q)cp -r include/teeproc $(DKMS_SOURCE)/include/
