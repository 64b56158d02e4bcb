# SPDX-License-Identifier: BSD-2-Clause
# Each folder of tests names its own in HOST_TESTS or BOARD_TESTS.

-include $(wildcard tests/*/rules.mk)
