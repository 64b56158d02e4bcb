# SPDX-License-Identifier: BSD-2-Clause
global-incdirs-y += .

srcs-y += authentication.c
srcs-y += commands.c
srcs-y += core.c
srcs-y += coredump.c
srcs-y += entry.c
srcs-y += format.c
srcs-y += identity.c
srcs-y += loading.c
srcs-y += pta.c
srcs-y += rollback.c
srcs-y += segment.c

# the parser; image is a link to it
srcs-y += image/compare.c
srcs-y += image/elf.c
srcs-y += image/error.c
srcs-y += image/header.c
srcs-y += image/machine.c
srcs-y += image/segments.c
srcs-y += image/target.c
srcs-y += image/text.c
srcs-y += image/tlv.c
