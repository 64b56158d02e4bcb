# SPDX-License-Identifier: BSD-2-Clause
#
# The pseudo-TA, part of OP-TEE's core: name this folder in core/pta/sub.mk
# (subdirs-y) and give to OP-TEE's make
#   TEEPROC_INCLUDE   the absolute path of teeproc's include/
#   TEEPROC_PLATFORM  the SoC's folder in this one
# They are no CFG_ variables: those are in conf.h, on which all of OP-TEE depends.
ifeq ($(TEEPROC_INCLUDE),)
$(error TEEPROC_INCLUDE is not set)
endif
ifeq ($(wildcard $(if $(TEEPROC_PLATFORM),$(sub-dir)/$(TEEPROC_PLATFORM)/sub.mk)),)
$(error TEEPROC_PLATFORM=$(TEEPROC_PLATFORM): not a platform in $(sub-dir))
endif

cppflags-y += -I$(TEEPROC_INCLUDE)
subdirs-y += $(TEEPROC_PLATFORM)

srcs-y += counter.c
srcs-y += cpu_memory.c
srcs-y += crash_record.c
srcs-y += identity.c
srcs-y += keys.c
srcs-y += memories.c
srcs-y += remoteproc.c
srcs-y += ta_memory.c
srcs-y += tree.c
