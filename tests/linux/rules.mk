# SPDX-License-Identifier: BSD-2-Clause
#
# Tests of the kernel modules that need no kernel: the parts that take nothing
# from it, compiled for the host, and the device tree bindings.

PACKAGES += device-tree-compiler dt-schema libcmocka-dev

LINUX_UNITS := elf_check tee_errno
LINUX_TESTS := $(LINUX_UNITS:%=$(B)/tests/linux/test_%)

$(LINUX_TESTS): $(B)/tests/linux/test_%: tests/linux/test_%.c linux/%.c \
		tests/linux/rules.mk
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS_HOST) $(CFLAGS_SANITIZE) -D_GNU_SOURCE \
		-Itests/linux/shim -MMD -MP -MF $@.d -o $@ \
		tests/linux/test_$*.c linux/$*.c -lcmocka

-include $(LINUX_TESTS:=.d)

HOST_TESTS += $(LINUX_TESTS) tests/linux/bindings tests/linux/dkms
HOST_TEST_DEPS += $(LINUX_TESTS) $(B)/cache/headers-6.1.ok
