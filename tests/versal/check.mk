# SPDX-License-Identifier: BSD-2-Clause
#
# The second board in make check: built beside the virtual one, and its smoke test. All
# of its suites are in make check-all.

CHECK_TESTS += tests/versal/check.t
CHECK_TEST_DEPS += versal-board

# A make of its own, since a board is chosen before the rooms are read
.PHONY: versal-board
versal-board:
	$(Q)+$(MAKE) BOARD=versal smoke-board
