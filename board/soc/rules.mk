# SPDX-License-Identifier: BSD-2-Clause
#
# teeproc-board: the SoC process, in rooms. A room includes none that comes after it
# (tests/lint/rooms); what lies beside them is the house.
#
# host     what the process says and writes: messages, logs, events, files
# qemu     a QEMU as child process, and the lines to it
# config   command line and device tree
# device   mailbox, DMA engine, one-time-programmable memory
# core     the remote cores
# control  the control port and its verbs
# app      the application cores, or what stands in for them

PACKAGES += qemu-system-arm libuv1-dev libjansson-dev libfdt-dev libssl-dev \
	zlib1g-dev pkg-config

SOC_ROOMS := host qemu config device core control app
SOC_SOURCES := $(wildcard board/soc/*.c $(SOC_ROOMS:%=board/soc/%/*.c))
SOC_BOARD := $(B)/board/teeproc-board
SOC_OBJECTS := $(SOC_SOURCES:%.c=$(B)/%.o)
# with teeproc-image: the OTP's file, kinds of cores, machines
SOC_COMMON := $(addprefix $(B)/tools/common/,core_kind.o hex.o otp_json.o) $(B)/image/machine.o
SOC_LIBS := -luv -ljansson -lfdt -lcrypto -lz
BOARD_DEPS += $(SOC_BOARD)

$(SOC_BOARD): $(SOC_OBJECTS) $(SOC_COMMON)
	$(call say,LD,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(SOC_LIBS)

$(SOC_OBJECTS): $(B)/%.o: %.c
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS_HOST) -D_GNU_SOURCE -MMD -MP -c -o $@ $<

-include $(SOC_OBJECTS:.o=.d)
