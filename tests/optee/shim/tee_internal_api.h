/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The part of the GlobalPlatform TEE Internal Core API that the Trusted
 * Application uses, for the host. Values are those of the specification
 * (GPD_SPE_010) and, where marked, of OP-TEE.
 */
#ifndef TEE_INTERNAL_API_H
#define TEE_INTERNAL_API_H

#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint32_t TEE_Result;

#define TEE_SUCCESS 0x00000000u
#define TEE_ERROR_GENERIC 0xFFFF0000u
#define TEE_ERROR_ACCESS_DENIED 0xFFFF0001u
#define TEE_ERROR_EXCESS_DATA 0xFFFF0004u
#define TEE_ERROR_BAD_FORMAT 0xFFFF0005u
#define TEE_ERROR_BAD_PARAMETERS 0xFFFF0006u
#define TEE_ERROR_BAD_STATE 0xFFFF0007u
#define TEE_ERROR_ITEM_NOT_FOUND 0xFFFF0008u
#define TEE_ERROR_NOT_IMPLEMENTED 0xFFFF0009u
#define TEE_ERROR_NOT_SUPPORTED 0xFFFF000Au
#define TEE_ERROR_NO_DATA 0xFFFF000Bu
#define TEE_ERROR_OUT_OF_MEMORY 0xFFFF000Cu
#define TEE_ERROR_COMMUNICATION 0xFFFF000Eu
#define TEE_ERROR_SECURITY 0xFFFF000Fu
#define TEE_ERROR_SHORT_BUFFER 0xFFFF0010u
#define TEE_ERROR_SIGNATURE_INVALID 0xFFFF3072u

#define TEE_ORIGIN_TEE 0x00000003u
#define TEE_ORIGIN_TRUSTED_APP 0x00000004u

#define TEE_NUM_PARAMS 4
#define TEE_PARAM_TYPE_NONE 0
#define TEE_PARAM_TYPE_VALUE_INPUT 1
#define TEE_PARAM_TYPE_VALUE_OUTPUT 2
#define TEE_PARAM_TYPE_VALUE_INOUT 3
#define TEE_PARAM_TYPE_MEMREF_INPUT 5
#define TEE_PARAM_TYPE_MEMREF_OUTPUT 6
#define TEE_PARAM_TYPE_MEMREF_INOUT 7
#define TEE_PARAM_TYPES(a, b, c, d) \
	((uint32_t)((a) | (b) << 4 | (c) << 8 | (d) << 12))

typedef union {
	struct {
		void *buffer;
		size_t size;
	} memref;
	struct {
		uint32_t a;
		uint32_t b;
	} value;
} TEE_Param;

typedef struct {
	uint32_t timeLow;
	uint16_t timeMid;
	uint16_t timeHiAndVersion;
	uint8_t clockSeqAndNode[8];
} TEE_UUID;

typedef struct {
	uint32_t login;
	TEE_UUID uuid;
} TEE_Identity;

#define TEE_LOGIN_PUBLIC 0x00000000u
#define TEE_LOGIN_TRUSTED_APP 0xF0000000u
#define TEE_LOGIN_REE_KERNEL 0x80000000u /* OP-TEE */

typedef struct shim_session *TEE_TASessionHandle;
typedef struct shim_operation *TEE_OperationHandle;
typedef const void *TEE_PropSetHandle;

#define TEE_HANDLE_NULL NULL
#define TEE_TIMEOUT_INFINITE 0xFFFFFFFFu
#define TEE_MALLOC_FILL_ZERO 0u
#define TEE_PROPSET_CURRENT_CLIENT ((TEE_PropSetHandle)0xFFFFFFFEu)

#define TEE_MODE_DIGEST 5u
#define TEE_ALG_SHA256 0x50000004u
#define TEE_ALG_RSASSA_PKCS1_V1_5_SHA256 0x70004830u
#define TEE_ALG_ECDSA_P256 0x70003042u /* OP-TEE: TEE_ALG_ECDSA_SHA256 */

void *TEE_Malloc(size_t size, uint32_t hint);
void TEE_Free(void *buffer);
void TEE_MemMove(void *dst, const void *src, size_t size);
void TEE_MemFill(void *buffer, uint32_t byte, size_t size);
int32_t TEE_MemCompare(const void *a, const void *b, size_t size);

TEE_Result TEE_GetPropertyAsIdentity(TEE_PropSetHandle set, const char *name,
				     TEE_Identity *identity);

TEE_Result TEE_OpenTASession(const TEE_UUID *uuid, uint32_t timeout_ms,
			     uint32_t types, TEE_Param params[TEE_NUM_PARAMS],
			     TEE_TASessionHandle *session, uint32_t *origin);
void TEE_CloseTASession(TEE_TASessionHandle session);
TEE_Result TEE_InvokeTACommand(TEE_TASessionHandle session, uint32_t timeout_ms,
			       uint32_t command, uint32_t types,
			       TEE_Param params[TEE_NUM_PARAMS],
			       uint32_t *origin);

TEE_Result TEE_AllocateOperation(TEE_OperationHandle *op, uint32_t algorithm,
				 uint32_t mode, uint32_t max_key_bits);
void TEE_FreeOperation(TEE_OperationHandle op);
void TEE_DigestUpdate(TEE_OperationHandle op, const void *chunk, size_t size);
TEE_Result TEE_DigestDoFinal(TEE_OperationHandle op, const void *chunk,
			     size_t size, void *hash, size_t *hash_size);

TEE_Result TA_CreateEntryPoint(void);
void TA_DestroyEntryPoint(void);
TEE_Result TA_OpenSessionEntryPoint(uint32_t types,
				    TEE_Param params[TEE_NUM_PARAMS],
				    void **session);
void TA_CloseSessionEntryPoint(void *session);
TEE_Result TA_InvokeCommandEntryPoint(void *session, uint32_t command,
				      uint32_t types,
				      TEE_Param params[TEE_NUM_PARAMS]);

#endif /* TEE_INTERNAL_API_H */
