# SPDX-License-Identifier: BSD-2-Clause
#
# The series: make check has what takes seconds, make check-series the kernel's own
# tools and a build of every patch.

PACKAGES += device-tree-compiler gcc-aarch64-linux-gnu gcc-arm-linux-gnueabihf

HOST_TESTS += tests/series/series.t
HOST_TEST_DEPS += $(SERIES).ok

SERIES_TESTS := $(addprefix tests/series/,series.t form.t bindings.t build.t)

.PHONY: check-series
check-series: export LINUX := $(LINUX)
check-series: $(SERIES).ok
	$(call run_tests,$(SERIES_TESTS))
