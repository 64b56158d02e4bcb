# SPDX-License-Identifier: BSD-2-Clause
# Firmware against the device trees of boards.

PACKAGES += device-tree-compiler

HOST_TESTS += tests/boards/check.t
HOST_TEST_DEPS += $(TEEPROC_IMAGE_SAN) $(DTBOS) $(EXAMPLE_ELFS)
# and the firmware of tests/run, which says so itself
