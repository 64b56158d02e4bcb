/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the TA has room for, whatever the image's size.
 */
#ifndef SIZES_H
#define SIZES_H

/* bytes of header, TLVs and signature, which are copied to the heap */
#define META_SIZE_MAX (32 * 1024)
/* all else on the heap */
#define HEAP_SIZE (16 * 1024)
/* bytes of the PKEYINFO TLV */
#define KEY_INFO_SIZE_MAX 4096
/* remote processors that clients have opened sessions for */
#define CORES_MAX 8
/* memories of one, as the pseudo-TA tells them */
#define CORE_MEMORIES_MAX 16

#endif /* SIZES_H */
