# SPDX-License-Identifier: BSD-2-Clause

PACKAGES += python3

HOST_TESTS += tests/rprocctl/rprocctl.t
HOST_TEST_DEPS += $(RPROCCTL_HOST)
