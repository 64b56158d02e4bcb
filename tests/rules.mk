# SPDX-License-Identifier: BSD-2-Clause
# Each folder of tests names its own in HOST_TESTS or BOARD_TESTS. The mutants
# come last: they know all others' programs.

ifeq ($(BOARD),virt)
-include $(filter-out tests/mutate/% tests/versal/%,$(wildcard tests/*/rules.mk)) \
	tests/versal/check.mk tests/mutate/rules.mk
else
include tests/$(BOARD)/rules.mk
endif
