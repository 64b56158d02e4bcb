# SPDX-License-Identifier: BSD-2-Clause
# What the remoteproc core has and Debian's kernels have not

# what only kernels have that were built for the board
ifneq ($(KERNEL_BUILT),)
BOARD_TESTS += tests/core/cdev.t
endif
ifneq ($(KERNEL_DEBUG),)
BOARD_TESTS += tests/core/allocations.t
endif

TCORE_HELPERS := rproc-cdev fail-nth
$(TCORE_HELPERS:%=$(TB)/%): $(TB)/%: tests/core/%.c tests/core/rules.mk
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(TB_CC) $(TB_CFLAGS) -static -s -o $@ $<

INITRAMFS += $(foreach suite,cdev allocations,tests/$(suite).sh=tests/core/$(suite).sh) \
	$(foreach helper,$(TCORE_HELPERS),tests/bin/$(helper)=$(TB)/$(helper))

# --- whether the bench is a bench: kernels with a broken remoteproc core. It builds
# nine kernels, so it is no part of make check.
.PHONY: check-bench run-check-bench
check-bench: | $(B)/packages.mk
	$(Q)tests/core/bench-tree $(B)/tests/core/linux
	$(Q)$(MAKE) run-check-bench KERNEL_SOURCE=$(B)/tests/core/linux
run-check-bench:
	$(Q)$(PROVE) -v tests/core/broken :: $(KERNEL_SOURCE) $(BROKEN) </dev/null
