# SPDX-License-Identifier: BSD-2-Clause
# Tests of the SoC process: units, and the whole of it without application cores.

PACKAGES += gcc-arm-none-eabi gdb-multiarch libcmocka-dev python3 qemu-system-misc

SOC_TEST := $(B)/tests/soc
SOC_TEST_CFLAGS := $(CFLAGS_HOST) $(CFLAGS_SANITIZE) -D_GNU_SOURCE -Iboard/soc
# the same sources, with the sanitizers
SOC_TEST_OBJECTS := $(SOC_SOURCES:board/soc/%.c=$(SOC_TEST)/soc/%.o)
SOC_TEST_OBJECTS += $(addprefix $(SOC_TEST)/common/,core_kind.o hex.o otp_json.o machine.o)
SOC_UNITS := $(patsubst tests/soc/%.c,$(SOC_TEST)/%,$(wildcard tests/soc/test_*.c))
SOC_PROBES := $(SOC_TEST)/probe-tcm.bin $(SOC_TEST)/probe-sram.bin

HOST_TESTS += $(SOC_UNITS) $(addprefix tests/soc/,board_alone board_control board_cores board_kinds)
BOARD_TESTS += tests/soc/board_booted
HOST_TEST_DEPS += $(SOC_TEST)/teeproc-board $(SOC_PROBES) \
	$(DTBOS) $(SOC_BOARD) $(FIRMWARE_ELFS) $(FIRMWARE_KIND_ELFS)

define SOC_TEST_COMPILE
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(SOC_TEST_CFLAGS) -MMD -MP -c -o $@ $<
endef

$(SOC_TEST)/soc/%.o: board/soc/%.c
	$(SOC_TEST_COMPILE)

$(SOC_TEST)/common/machine.o: image/machine.c
	$(SOC_TEST_COMPILE)

$(SOC_TEST)/common/%.o: tools/common/%.c
	$(SOC_TEST_COMPILE)

$(SOC_TEST)/teeproc-board: $(SOC_TEST_OBJECTS)
	$(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS_SANITIZE) $(LDFLAGS) -o $@ $^ $(SOC_LIBS)

# what the units share: what their sources call of others, in between (calls.c), folders
SOC_TEST_SHARED := $(addprefix $(SOC_TEST)/,calls.o folder.o)
SOC_TEST_WRAP := $(shell sed -nE 's/^WRAP.[^,]*, ([A-Za-z0-9_]+),.*/-Wl,--wrap=\1/p; s/^[a-z].*__wrap_([a-z]+).*;$$/-Wl,--wrap=\1/p' \
	tests/soc/calls.c)

$(SOC_TEST_SHARED): $(SOC_TEST)/%.o: tests/soc/%.c
	$(SOC_TEST_COMPILE)

$(SOC_UNITS): $(SOC_TEST)/%: tests/soc/%.c $(SOC_TEST_SHARED) $(filter-out %/main.o,$(SOC_TEST_OBJECTS))
	$(call say,CC,$@)
	$(Q)$(CC) $(SOC_TEST_CFLAGS) -MMD -MP -o $@ $^ $(SOC_TEST_WRAP) $(SOC_LIBS) -lcmocka

# one source, to run from either memory
$(SOC_TEST)/probe-tcm.bin: PROBE_ADDRESS := 0x00000000
$(SOC_TEST)/probe-sram.bin: PROBE_ADDRESS := 0x21000000
$(SOC_PROBES): tests/soc/probe.c tests/soc/rules.mk
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)arm-none-eabi-gcc -mcpu=cortex-m4 -mthumb -Os -g -Wall -Wextra -Werror \
		-ffreestanding -nostdlib -Wl,--build-id=none \
		-Wl,--section-start=.vectors=$(PROBE_ADDRESS) \
		-Wl,-Ttext=$$(printf '0x%x' $$(($(PROBE_ADDRESS) + 0x40))) \
		-Wl,-e,reset -o $(@:.bin=.elf) $<
	$(Q)arm-none-eabi-objcopy -O binary $(@:.bin=.elf) $@

-include $(SOC_TEST_OBJECTS:.o=.d) $(SOC_TEST_SHARED:.o=.d) $(SOC_UNITS:=.d)
