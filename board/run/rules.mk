# SPDX-License-Identifier: BSD-2-Clause
#
# teeproc-board run: the program, and what it has in the board. Its files lie beside
# it in build/board, those of a kernel in a folder of the kernel's name.

PACKAGES += libdw-dev libfdt-dev libjansson-dev libuv1-dev pkg-config

RUN_BOARD := $(B)/board/teeproc-board-run
RUN_OBJECTS := $(patsubst %.c,$(B)/%.o,$(wildcard board/run/*.c))
# of the SoC process: the small things
RUN_SHARED := $(foreach part,file log memory say,$(B)/board/soc/host/$(part).o) \
	$(addprefix $(B)/tools/common/,core_kind.o core_map.o escape.o firmware_check.o hex.o)
RUN_LIBS := -luv -ljansson -lfdt -ldw
RUN_FILES := $(B)/board/run.cpio $(BOARD_K)/Image
BOARD_DEPS += $(RUN_BOARD) $(RUN_FILES)

$(RUN_OBJECTS): $(B)/%.o: %.c
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS_HOST) -D_GNU_SOURCE -MMD -MP -c -o $@ $<

$(RUN_BOARD): $(RUN_OBJECTS) $(RUN_SHARED) $(B)/image/libteeproc-image.a | $(B)/tools/teeproc-image/teeproc-image
	$(call say,LD,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(RUN_LIBS)

$(B)/board/run.cpio: board/run/agent $(B)/tools/rprocctl/rprocctl board/boot/cpio board/run/rules.mk
	$(call say,CPIO,$@)
	$(Q)board/boot/cpio $@ usr/lib/teeproc/agent=board/run/agent \
		usr/bin/rprocctl=$(B)/tools/rprocctl/rprocctl

$(BOARD_K)/Image: $(KERNEL_KIT).ok
	$(Q)mkdir -p $(@D)
	$(Q)ln -sf ../../cache/$(notdir $(KERNEL_KIT))/Image $@

run: board
	$(Q)exec $(SOC_BOARD) run $(RUN_OPTIONS) $(if $(FIRMWARE),'$(FIRMWARE)')

-include $(RUN_OBJECTS:.o=.d)
