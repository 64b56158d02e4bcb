// SPDX-License-Identifier: BSD-2-Clause
#include "cpu_memory.h"

#include "ta_memory.h"

#include <kernel/cache_helpers.h>
#include <kernel/user_access.h>
#include <string.h>
#include <string_ext.h>
#include <tee/tee_cryp_utl.h>
#include <tee_api_defines.h>
#include <utee_defines.h>

void cpu_memory_fetch(const void *va, size_t size)
{
	dcache_cleaninv_range((void *)va, size);
}

/* The hash is of what is in memory, not of what has just gone through a cache. */
TEE_Result cpu_memory_load(void *va, const struct ta_memory *from,
			   const uint8_t *hash)
{
	uint8_t found[TEE_SHA256_HASH_SIZE] = {};
	TEE_Result res = TEE_SUCCESS;

	dcache_cleaninv_range(va, from->size);
	res = copy_from_user(va, (const void *)from->va, from->size);
	dcache_cleaninv_range(va, from->size);
	if (!res)
		res = tee_hash_createdigest(TEE_ALG_SHA256, va, from->size,
					    found, sizeof(found));
	if (!res && consttime_memcmp(found, hash, sizeof(found)))
		res = TEE_ERROR_SECURITY;
	if (res)
		cpu_memory_zero(va, from->size);
	return res;
}

void cpu_memory_zero(void *va, size_t size)
{
	dcache_cleaninv_range(va, size);
	memset(va, 0, size);
	dcache_cleaninv_range(va, size);
}

TEE_Result cpu_memory_read(const void *va, const struct ta_memory *to)
{
	cpu_memory_fetch(va, to->size);
	return copy_to_user((void *)to->va, va, to->size);
}
