/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the TA development kit puts into the TA's header.
 */
#ifndef USER_TA_HEADER_DEFINES_H
#define USER_TA_HEADER_DEFINES_H

#include <rogue.h>

#define TA_UUID ROGUE_UUID_INIT
#define TA_FLAGS 0
#define TA_STACK_SIZE (4 * 1024)
#define TA_DATA_SIZE (16 * 1024)
#define TA_VERSION "1.0"
#define TA_DESCRIPTION "teeproc: what may happen beside it"

#endif /* USER_TA_HEADER_DEFINES_H */
