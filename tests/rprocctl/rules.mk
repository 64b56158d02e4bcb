# SPDX-License-Identifier: BSD-2-Clause

PACKAGES += python3 zsh groff-base

HOST_TESTS += $(addprefix tests/rprocctl/,rprocctl.t states.t views.t ping.t documented.t)
HOST_TEST_DEPS += $(RPROCCTL_HOST)
