# SPDX-License-Identifier: BSD-2-Clause
#
# One fault at every step of the Trusted Application, as the development kit
# builds it for the board, in unicorn. The double of the pseudo-TA is that of
# tests/optee.

PACKAGES += libunicorn-dev libssl-dev binutils-aarch64-linux-gnu

FAULT_B := $(B)/tests/fault
FAULT_TA := $(B)/optee/ta/80a4c275-0a47-4905-8285-1486a9771a08
FAULT_SRC := $(addprefix tests/fault/,attacks.c crafted.c digests.c faults.c \
	instruction.c machine.c moments.c sessions.c soc.c ta_file.c tee.c) $(addprefix tests/optee/,fake_pta.c \
	fake_keys.c signed_image.c) $(wildcard image/*.c)
FAULT_TESTS := $(addprefix $(FAULT_B)/test_,signature permission secret)
FAULT_OBJ := $(FAULT_SRC:%.c=$(FAULT_B)/%.o)
FAULT_CFLAGS := $(CFLAGS_HOST) -D_GNU_SOURCE -Itests/optee/shim -Itests/optee \
	-DFAULT_TA='"$(FAULT_TA).elf"'

$(FAULT_B)/%.o: %.c tests/fault/rules.mk
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(FAULT_CFLAGS) -MMD -MP -c -o $@ $<

$(FAULT_TESTS): $(FAULT_B)/%: $(FAULT_B)/tests/fault/%.o $(FAULT_OBJ)
	$(call say,LD,$@)
	$(Q)$(CC) $(FAULT_CFLAGS) -o $@ $^ -lunicorn -lcrypto

.SECONDARY: $(FAULT_OBJ) $(FAULT_TESTS:$(FAULT_B)/%=$(FAULT_B)/tests/fault/%.o)
-include $(FAULT_OBJ:.o=.d) $(FAULT_TESTS:$(FAULT_B)/%=$(FAULT_B)/tests/fault/%.d)

# By itself until it is known to hold: not a part of `make check` yet
.PHONY: check-fault
check-fault: $(FAULT_TESTS) $(FAULT_TA).stripped.elf
	$(Q)$(PROVE) $(FAULT_TESTS) </dev/null
