# SPDX-License-Identifier: BSD-2-Clause
#
# For the Makefile of an example that is put on a library of the user's: EXAMPLE,
# SOURCES, INCLUDES, and in NEEDED the variable that names the library's folder. With
# the files of firmware/ it becomes an ELF file for each layout.

ifeq ($($(NEEDED)),)
$(error $(NEEDED)= is not given: the folder with the sources of the library)
endif

OUT ?= .
TOP := $(dir $(lastword $(MAKEFILE_LIST)))..
FIRMWARE := $(addprefix $(TOP)/firmware/,start.c mailbox.c trace.c virtq.c rpmsg.c link.c libc.c rsc_table.c)
CFLAGS := -mcpu=cortex-m4 -mthumb -mfloat-abi=soft -std=gnu11 -Os -g -ffreestanding -fno-builtin \
	-fno-tree-loop-distribute-patterns -ffunction-sections -fdata-sections -Wall \
	-isystem $(TOP)/include -I$(TOP)/firmware $(INCLUDES) $(CFLAGS_MORE)
LDFLAGS := -nostdlib -static -Wl,--gc-sections -Wl,--build-id=none -Wl,--fatal-warnings

all: $(OUT)/$(EXAMPLE)-sram.elf $(OUT)/$(EXAMPLE)-tcm.elf
.PHONY: all

$(OUT)/$(EXAMPLE)-%.elf: $(TOP)/firmware/%.ld $(SOURCES) $(FIRMWARE) $(wildcard *.h)
	arm-none-eabi-gcc $(CFLAGS) $(LDFLAGS) -T $< -o $@ $(SOURCES) $(FIRMWARE) $(LIBS)
