/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Results of a TEE. The values are those of the GlobalPlatform TEE Client API
 * 1.0 and TEE Internal Core API 1.3.
 */
#ifndef TEE_ERRNO_H
#define TEE_ERRNO_H

#include <linux/types.h>

#define TEE_SUCCESS 0x00000000u
#define TEE_ERROR_GENERIC 0xffff0000u
#define TEE_ERROR_ACCESS_DENIED 0xffff0001u
#define TEE_ERROR_CANCEL 0xffff0002u
#define TEE_ERROR_ACCESS_CONFLICT 0xffff0003u
#define TEE_ERROR_EXCESS_DATA 0xffff0004u
#define TEE_ERROR_BAD_FORMAT 0xffff0005u
#define TEE_ERROR_BAD_PARAMETERS 0xffff0006u
#define TEE_ERROR_BAD_STATE 0xffff0007u
#define TEE_ERROR_ITEM_NOT_FOUND 0xffff0008u
#define TEE_ERROR_NOT_IMPLEMENTED 0xffff0009u
#define TEE_ERROR_NOT_SUPPORTED 0xffff000au
#define TEE_ERROR_NO_DATA 0xffff000bu
#define TEE_ERROR_OUT_OF_MEMORY 0xffff000cu
#define TEE_ERROR_BUSY 0xffff000du
#define TEE_ERROR_COMMUNICATION 0xffff000eu
#define TEE_ERROR_SECURITY 0xffff000fu
#define TEE_ERROR_SHORT_BUFFER 0xffff0010u
#define TEE_ERROR_TIMEOUT 0xffff3001u
#define TEE_ERROR_OVERFLOW 0xffff300fu
#define TEE_ERROR_TARGET_DEAD 0xffff3024u
#define TEE_ERROR_STORAGE_NO_SPACE 0xffff3041u
#define TEE_ERROR_MAC_INVALID 0xffff3071u
#define TEE_ERROR_SIGNATURE_INVALID 0xffff3072u

int tee_errno(u32 result);
const char *tee_advice(u32 result);

#endif /* TEE_ERRNO_H */
