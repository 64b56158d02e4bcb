# SPDX-License-Identifier: BSD-2-Clause
# The set-up and the cache: what goes wrong, and that the next run goes on. And
# make shell.

HOST_TESTS += tests/boot/cache tests/boot/downloads tests/boot/kernel_tree tests/boot/packages \
	tests/boot/source_trees tests/boot/stamps
BOARD_TESTS += tests/boot/shell
