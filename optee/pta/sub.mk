# SPDX-License-Identifier: BSD-2-Clause
#
# The board's pseudo-TA, part of OP-TEE's core: name this folder in
# core/pta/sub.mk (subdirs-y) and give TEEPROC_INCLUDE, the absolute path of
# teeproc's include/, to OP-TEE's make.
ifeq ($(TEEPROC_INCLUDE),)
$(error TEEPROC_INCLUDE is not set)
endif

cppflags-y += -I$(TEEPROC_INCLUDE)

srcs-y += control_port.c
srcs-y += identity.c
srcs-y += keys.c
srcs-y += memories.c
srcs-y += page_list.c
srcs-y += remoteproc.c
srcs-y += uart.c
