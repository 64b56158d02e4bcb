# SPDX-License-Identifier: BSD-2-Clause
#
# The series: make check has what takes seconds, make check-series the kernel's own
# tools, a build of every patch, and what boots.

PACKAGES += device-tree-compiler gcc-aarch64-linux-gnu gcc-arm-linux-gnueabihf

HOST_TESTS += tests/series/series.t
HOST_TEST_DEPS += $(SERIES).ok

SERIES_TESTS := $(addprefix tests/series/,series.t form.t bindings.t build.t)

# On the board, with a kernel that has the series: stm32_rproc, and suites of the TEE
# case, for the driver of linux/ on remoteproc_tee (in_tree/)
SERIES_BOARD_TESTS := tests/series/stm32.t $(patsubst %,tests/secure/%.t,parity points \
	failures attach attach_failures trouble leave several panic autoboot)
INITRAMFS += tests/stm32.sh=tests/series/stm32.sh

.PHONY: check-series check-series-core check-series-board
check-series: export LINUX := $(LINUX)
check-series: $(SERIES).ok
	$(call run_tests,$(SERIES_TESTS))
	$(if $(TESTS),,$(Q)$(MAKE) check-series-core)
	$(Q)$(MAKE) check-series-board

# The fixes of the core, on a kernel with them and on one without
check-series-core: export LINUX := $(LINUX)
check-series-core: $(SERIES).ok board
	$(Q)mkdir -p $(B)/log
	$(Q)$(PROVE) tests/series/core_fixes.t </dev/null

check-series-board: export LINUX := $(LINUX)
check-series-board: $(SERIES).ok
	$(Q)tests/series/patched $(B)/tests/series/linux
	$(Q)$(MAKE) check-board SERIES_KERNEL=1 KERNEL_SOURCE=$(B)/tests/series/linux \
		TESTS="$(or $(TESTS),$(SERIES_BOARD_TESTS))"
