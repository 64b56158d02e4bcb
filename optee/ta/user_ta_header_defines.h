/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the TA development kit puts into the TA's header.
 */
#ifndef USER_TA_HEADER_DEFINES_H
#define USER_TA_HEADER_DEFINES_H

#include "sizes.h"

#include <teeproc/ta.h>

#define TA_UUID TEEPROC_TA_UUID_INIT

/*
 * One instance holds the state of all cores and outlives its sessions. On the
 * TEE bus of Linux, so that drivers find it.
 */
#define TA_FLAGS                                           \
	(TA_FLAG_SINGLE_INSTANCE | TA_FLAG_MULTI_SESSION | \
	 TA_FLAG_INSTANCE_KEEP_ALIVE | TA_FLAG_DEVICE_ENUM)

#define TA_STACK_SIZE (8 * 1024)
#define TA_DATA_SIZE (HEAP_SIZE + META_SIZE_MAX)

#define TA_VERSION "1.0"
#define TA_DESCRIPTION "teeproc: remote processor firmware"

#endif /* USER_TA_HEADER_DEFINES_H */
