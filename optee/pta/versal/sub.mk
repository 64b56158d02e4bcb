# SPDX-License-Identifier: BSD-2-Clause
# AMD Versal as QEMU's xlnx-versal-virt has it: TEEPROC_PLATFORM=versal
cppflags-y += -I$(TEEPROC_INCLUDE)

srcs-y += fuses.c
srcs-y += keys.c
srcs-y += memory.c
srcs-y += platform.c
