# SPDX-License-Identifier: BSD-2-Clause
# The command lines of documents and manual pages.

HOST_TESTS += tests/commands/listed.t
BOARD_TESTS += tests/commands/typed.t
