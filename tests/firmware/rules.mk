# SPDX-License-Identifier: BSD-2-Clause
#
# Tests of the sample firmware without the board: its virtio and rpmsg code on
# the host, and the whole of it on QEMU's own mps2-an386.

PACKAGES += libcmocka-dev qemu-system-arm python3

TEST_RPMSG := $(B)/tests/firmware/test_rpmsg
TEST_RPMSG_SRC := tests/firmware/test_rpmsg.c firmware/rpmsg.c firmware/virtq.c

$(TEST_RPMSG): $(TEST_RPMSG_SRC) tests/firmware/rules.mk
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS_HOST) $(CFLAGS_SANITIZE) -MMD -MP -MF $@.d -o $@ \
		$(TEST_RPMSG_SRC) -lcmocka

-include $(TEST_RPMSG).d

HOST_TESTS += $(TEST_RPMSG) tests/firmware/on-qemu
HOST_TEST_DEPS += $(FIRMWARE_ELFS) $(TEST_RPMSG)
