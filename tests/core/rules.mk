# SPDX-License-Identifier: BSD-2-Clause
# What the remoteproc core has and Debian's kernels have not

# what only kernels have that were built for the board
ifneq ($(KERNEL_BUILT),)
BOARD_TESTS += tests/core/cdev.t
endif

$(TB)/rproc-cdev: tests/core/rproc-cdev.c tests/core/rules.mk
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(TB_CC) $(TB_CFLAGS) -static -s -o $@ $<

INITRAMFS += tests/cdev.sh=tests/core/cdev.sh tests/bin/rproc-cdev=$(TB)/rproc-cdev
