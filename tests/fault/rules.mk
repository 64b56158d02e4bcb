# SPDX-License-Identifier: BSD-2-Clause
#
# One fault at every step of the Trusted Application, as the development kit
# builds it for the board, in unicorn. The double of the pseudo-TA is that of
# tests/optee.

PACKAGES += libunicorn-dev libssl-dev binutils-aarch64-linux-gnu patch

FAULT_B := $(B)/tests/fault
FAULT_UUID := 80a4c275-0a47-4905-8285-1486a9771a08
FAULT_TA := $(B)/optee/ta/$(FAULT_UUID)
FAULT_SRC := $(addprefix tests/fault/,attacks.c digests.c faults.c \
	instruction.c machine.c moments.c sessions.c soc.c ta_file.c tee.c) \
	$(addprefix tests/optee/,bail_out.c crafted.c fake_pta.c \
	fake_keys.c signed_image.c signing_key.c) \
	$(wildcard image/*.c)
FAULT_TESTS := $(addprefix $(FAULT_B)/test_,permission secret signature one_digest)
FAULT_OBJ := $(FAULT_SRC:%.c=$(FAULT_B)/%.o)

# The TA with a hole that it once had: the run must find that
FAULT_HOLE := $(FAULT_B)/one_digest
FAULT_HOLE_TA := $(FAULT_HOLE)/ta/$(FAULT_UUID)
FAULT_CFLAGS := $(CFLAGS_HOST) -D_GNU_SOURCE -Itests/optee/shim -Itests/optee \
	-DFAULT_TA='"$(FAULT_TA).elf"' -DFAULT_HOLE_TA='"$(FAULT_HOLE_TA).elf"'

$(FAULT_HOLE_TA).stripped.elf: tests/optee/one_digest.patch $(FAULT_TA).stripped.elf
	$(call say,TA,$@)
	$(Q)rm -rf $(FAULT_HOLE)
	$(Q)mkdir -p $(FAULT_HOLE)/optee
	$(Q)cp -rP optee/ta $(FAULT_HOLE)/optee/
	$(Q)ln -sr include image $(FAULT_HOLE)/
	$(Q)patch -s -F0 -p1 -d $(FAULT_HOLE) <$<
	$(Q)board/boot/optee ta $(OPTEE_BASE) $(FAULT_HOLE)/optee/ta $(@D)

$(FAULT_B)/%.o: %.c tests/fault/rules.mk
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(FAULT_CFLAGS) -MMD -MP -c -o $@ $<

$(FAULT_TESTS): $(FAULT_B)/%: $(FAULT_B)/tests/fault/%.o $(FAULT_OBJ)
	$(call say,LD,$@)
	$(Q)$(CC) $(FAULT_CFLAGS) -o $@ $^ -lunicorn -lcrypto

.SECONDARY: $(FAULT_OBJ) $(FAULT_TESTS:$(FAULT_B)/%=$(FAULT_B)/tests/fault/%.o)
-include $(FAULT_OBJ:.o=.d) $(FAULT_TESTS:$(FAULT_B)/%=$(FAULT_B)/tests/fault/%.d)

FAULT_DEPS := $(FAULT_TESTS) $(FAULT_TA).stripped.elf $(FAULT_HOLE_TA).stripped.elf
HOST_TESTS += $(FAULT_TESTS)
HOST_TEST_DEPS += $(FAULT_DEPS)

# These alone, with nothing left out
.PHONY: check-fault
check-fault: export TEEPROC_ALL := 1
check-fault: $(FAULT_DEPS)
	$(call run_tests,$(FAULT_TESTS))
