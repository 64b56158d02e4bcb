# SPDX-License-Identifier: BSD-2-Clause
#
# The virtual board: TEEPROC_PLATFORM=virt
cppflags-y += -I$(TEEPROC_INCLUDE)

srcs-y += board.c
srcs-y += control_port.c
srcs-y += page_list.c
srcs-y += platform.c
srcs-y += uart.c
