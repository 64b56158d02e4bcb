// SPDX-License-Identifier: BSD-2-Clause
/*
 * GlobalPlatform Internal Core API for the host, on OpenSSL. What the
 * specification answers with a panic ends the process.
 */
#include "shim.h"

#include <openssl/evp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <teeproc/pta.h>
#include <trace.h>

struct shim shim = { .login = TEE_LOGIN_REE_KERNEL };

struct shim_session {
	uint32_t dummy;
};

struct shim_operation {
	EVP_MD_CTX *ctx;
};

static void panic(const char *why)
{
	fprintf(stderr, "shim: the TA panics: %s\n", why);
	abort();
}

void shim_trace(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vsnprintf(shim.message, sizeof(shim.message), format, ap);
	va_end(ap);
	if (getenv("SHIM_TRACE"))
		fprintf(stderr, "# %s\n", shim.message);
}

static void event(void)
{
	shim.events++;
	if (shim.before_event)
		shim.before_event();
}

/* Is this the call that fails? */
static bool fails(void)
{
	shim.calls++;
	event();
	if (shim.calls != shim.fail_at)
		return false;
	shim.failed = true;
	return true;
}

/* A result on its way to the TA; only of calls that hand over nothing */
static uint32_t flipped(uint32_t result)
{
	if (++shim.answers != shim.flip_at)
		return result;
	/* lost on the way: what was in the register before is 0 */
	result = shim.flip_bit == SHIM_LOST ? 0 : result ^ 1u << shim.flip_bit;
	return result;
}

/* Sizes are kept in front, so that freeing can subtract them. */
#define BLOCK_HEADER 16

void *TEE_Malloc(size_t size, uint32_t hint)
{
	uint8_t *block = NULL;

	if (hint != TEE_MALLOC_FILL_ZERO)
		panic("unknown hint");
	if (fails() || size > SIZE_MAX - BLOCK_HEADER)
		return NULL;
	if (shim.heap_max && size > shim.heap_max - shim.heap)
		return NULL;
	block = calloc(1, BLOCK_HEADER + size);
	if (!block)
		return NULL;
	memcpy(block, &size, sizeof(size));
	shim.heap += size;
	shim.blocks++;
	if (shim.heap > shim.heap_peak)
		shim.heap_peak = shim.heap;
	return block + BLOCK_HEADER;
}

void TEE_Free(void *buffer)
{
	uint8_t *block = buffer;
	size_t size = 0;

	if (!block)
		return;
	block -= BLOCK_HEADER;
	memcpy(&size, block, sizeof(size));
	shim.heap -= size;
	shim.blocks--;
	free(block);
}

void TEE_MemMove(void *dst, const void *src, size_t size)
{
	event();
	if (size)
		memmove(dst, src, size);
}

void TEE_MemFill(void *buffer, uint32_t byte, size_t size)
{
	memset(buffer, (int)byte, size);
}

/* Constant time, as the specification asks for */
int32_t TEE_MemCompare(const void *a, const void *b, size_t size)
{
	const uint8_t *x = a;
	const uint8_t *y = b;
	uint8_t differ = 0;

	while (size--)
		differ |= *x++ ^ *y++;
	return (int32_t)flipped(differ);
}

TEE_Result TEE_GetPropertyAsIdentity(TEE_PropSetHandle set, const char *name,
				     TEE_Identity *identity)
{
	if (set != TEE_PROPSET_CURRENT_CLIENT ||
	    strcmp(name, "gpd.client.identity"))
		return TEE_ERROR_ITEM_NOT_FOUND;
	if (fails())
		return shim.fail_result;
	memset(identity, 0, sizeof(*identity));
	identity->login = flipped(shim.login);
	return flipped(TEE_SUCCESS);
}

TEE_Result TEE_OpenTASession(const TEE_UUID *uuid, uint32_t timeout_ms __unused,
			     uint32_t types, TEE_Param params[TEE_NUM_PARAMS],
			     TEE_TASessionHandle *session,
			     uint32_t *origin __unused)
{
	static const TEE_UUID pta = TEEPROC_PTA_UUID_INIT;
	TEE_Result res = TEE_SUCCESS;

	if (memcmp(uuid, &pta, sizeof(pta)))
		return TEE_ERROR_ITEM_NOT_FOUND;
	if (fails())
		return shim.fail_result;
	res = fake_pta_open(types, params);
	if (res)
		return res;
	*session = calloc(1, sizeof(**session));
	if (!*session)
		abort();
	shim.sessions++;
	return TEE_SUCCESS;
}

void TEE_CloseTASession(TEE_TASessionHandle session)
{
	if (!session)
		return;
	shim.sessions--;
	free(session);
}

TEE_Result TEE_InvokeTACommand(TEE_TASessionHandle session,
			       uint32_t timeout_ms __unused, uint32_t command,
			       uint32_t types, TEE_Param params[TEE_NUM_PARAMS],
			       uint32_t *origin)
{
	bool fail = fails();
	TEE_Result res = TEE_SUCCESS;

	if (!session)
		panic("no session");
	if (origin)
		*origin = fail && !shim.fail_result ? TEE_ORIGIN_TEE :
						      TEE_ORIGIN_TRUSTED_APP;
	if (fail && !shim.fail_late)
		return shim.fail_result;
	res = fake_pta_invoke(command, types, params);
	return fail ? shim.fail_result : flipped(res);
}

/* Looked up once: that takes longer than to hash a few kilobytes. */
static const EVP_MD *sha256(void)
{
	static EVP_MD *md;

	if (!md)
		md = EVP_MD_fetch(NULL, "SHA256", NULL);
	return md;
}

TEE_Result TEE_AllocateOperation(TEE_OperationHandle *op, uint32_t algorithm,
				 uint32_t mode, uint32_t max_key_bits)
{
	if (algorithm != TEE_ALG_SHA256 || mode != TEE_MODE_DIGEST ||
	    max_key_bits)
		return TEE_ERROR_NOT_SUPPORTED;
	*op = NULL;
	if (fails())
		return TEE_ERROR_OUT_OF_MEMORY;
	*op = calloc(1, sizeof(**op));
	if (!*op)
		abort();
	(*op)->ctx = EVP_MD_CTX_new();
	if (!(*op)->ctx || !EVP_DigestInit_ex((*op)->ctx, sha256(), NULL))
		abort();
	shim.blocks++;
	return TEE_SUCCESS;
}

void TEE_FreeOperation(TEE_OperationHandle op)
{
	if (!op)
		return;
	EVP_MD_CTX_free(op->ctx);
	free(op);
	shim.blocks--;
}

void TEE_DigestUpdate(TEE_OperationHandle op, const void *chunk, size_t size)
{
	if (!op)
		panic("no operation");
	event();
	if (!EVP_DigestUpdate(op->ctx, chunk, size))
		panic("digest");
}

TEE_Result TEE_DigestDoFinal(TEE_OperationHandle op, const void *chunk,
			     size_t size, void *hash, size_t *hash_size)
{
	unsigned int len = 0;

	TEE_DigestUpdate(op, chunk, size);
	if (*hash_size < 32) {
		*hash_size = 32;
		return TEE_ERROR_SHORT_BUFFER;
	}
	if (fails())
		return shim.fail_result ? shim.fail_result : TEE_ERROR_GENERIC;
	if (!EVP_DigestFinal_ex(op->ctx, hash, &len) ||
	    !EVP_DigestInit_ex(op->ctx, sha256(), NULL))
		panic("digest");
	if (shim.zero_digests)
		memset(hash, 0, len);
	*hash_size = len;
	return flipped(TEE_SUCCESS);
}
