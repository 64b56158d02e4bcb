/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the TA has room for, whatever the image's size.
 */
#ifndef SIZES_H
#define SIZES_H

#include <teeproc/image.h>
#include <teeproc/ta.h>

/*
 * bytes of header, TLVs and signature, which are copied to the heap; clients
 * rely on a first piece of this size to hold them
 */
#define META_SIZE_MAX TEEPROC_TA_PIECE_MIN
/* all else on the heap */
#define HEAP_SIZE (16 * 1024)
/* bytes of the PKEYINFO TLV */
#define KEY_INFO_SIZE_MAX TEEPROC_KEY_INFO_MAX
/* remote processors that clients have opened sessions for */
#define CORES_MAX 8
/* memories of one, as the pseudo-TA tells them */
#define CORE_MEMORIES_MAX 16

#endif /* SIZES_H */
