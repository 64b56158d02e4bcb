# SPDX-License-Identifier: BSD-2-Clause
# teeproc-board: the SoC process.

PACKAGES += qemu-system-arm libuv1-dev libjansson-dev libfdt-dev libssl-dev \
	zlib1g-dev pkg-config

SOC_BOARD := $(B)/board/teeproc-board
SOC_OBJECTS := $(patsubst %.c,$(B)/%.o,$(wildcard board/soc/*.c))
# with teeproc-image: the OTP's file
SOC_COMMON := $(addprefix $(B)/tools/common/,hex.o otp_json.o)
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
