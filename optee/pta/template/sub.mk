# SPDX-License-Identifier: BSD-2-Clause
#
# Where a port begins: TEEPROC_PLATFORM=template
cppflags-y += -I$(TEEPROC_INCLUDE)

srcs-y += platform.c
