# SPDX-License-Identifier: BSD-2-Clause
#
# Tests inside the booted board: scripts and helpers that go into its
# initramfs, firmware for them, and the runner on this side of the console.
# A room's own suite is a script /tests/NAME.sh (in INITRAMFS) and an executable
# in BOARD_TESTS that calls board-test with NAME.

PACKAGES += gcc-aarch64-linux-gnu perl python3 shellcheck

TB := $(B)/tests/board
TB_CC := aarch64-linux-gnu-gcc
TB_CFLAGS := -std=gnu11 -O2 -Wall -Wextra -Werror -Wmissing-prototypes \
	-Wstrict-prototypes -Wshadow -Wundef -Iinclude

TB_HELPERS := rpmsg-command rpmsg-echo start-time write-errno
TB_SUITES := normal rprocctl
TB_BAD_ELFS := header machine magic outside straddle truncated

$(TB_HELPERS:%=$(TB)/%): $(TB)/%: tests/board/helpers/%.c tests/board/rules.mk
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(TB_CC) $(TB_CFLAGS) -static -s -o $@ $<

$(TB_BAD_ELFS:%=$(TB)/teeproc-bad-%.elf): $(TB)/teeproc-bad-%.elf: \
		$(FW_B)/teeproc-sram.elf tests/board/make-bad-elf
	$(call say,GEN,$@)
	@mkdir -p $(@D)
	$(Q)tests/board/make-bad-elf $* $< $@

INITRAMFS += tests/run=tests/board/run tests/lib.sh=tests/board/lib.sh \
	tests/board.sh=tests/secure/board.sh \
	$(foreach suite,$(TB_SUITES),tests/$(suite).sh=tests/board/$(suite).sh) \
	$(foreach helper,$(TB_HELPERS),tests/bin/$(helper)=$(TB)/$(helper)) \
	$(foreach elf,$(filter-out %-8m.elf,$(FIRMWARE_ELFS)),lib/firmware/$(notdir $(elf))=$(elf)) \
	$(foreach bad,$(TB_BAD_ELFS),lib/firmware/teeproc-bad-$(bad).elf=$(TB)/teeproc-bad-$(bad).elf)

HOST_TESTS += tests/board/runner.t
BOARD_TESTS += $(TB_SUITES:%=tests/board/%.t)

include tests/board/ta_test/rules.mk
