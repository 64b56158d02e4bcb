// SPDX-License-Identifier: BSD-2-Clause
/*
 * The memories of the Cortex-R5F, parts of the one DDR memory: what it sees at an
 * address is what this CPU sees there. They are mapped for good, and cacheable. The
 * core writes past this CPU's caches, so each operation begins by forgetting what is
 * cached, and none leaves a dirty line: what speculation fetches in between is clean,
 * and forgotten by the next one.
 */
#include "versal.h"

#include "../memories.h"
#include "../ta_memory.h"

#include <kernel/cache_helpers.h>
#include <kernel/user_access.h>
#include <mm/core_memprot.h>
#include <mm/core_mmu.h>
#include <string.h>
#include <string_ext.h>
#include <tee/tee_cryp_utl.h>
#include <tee_api_defines.h>
#include <trace.h>
#include <utee_defines.h>

/*
 * The first two are the core's and this world's alone: the boot's device tree
 * leaves them out of Linux's memory. Without, OP-TEE does not come up for the second;
 * the first is looked for here, since it does not map an address 0 by a table.
 */
#define CODE_PA 0x00000000u
#define CODE_SIZE 0x00400000u
#define DATA_PA 0x20000000u
#define DATA_SIZE 0x00400000u
#define SHARED_PA 0x21000000u
#define SHARED_SIZE 0x01000000u
register_phys_mem_pgdir(MEM_AREA_RAM_SEC, DATA_PA, DATA_SIZE);
register_phys_mem_pgdir(MEM_AREA_RAM_NSEC, SHARED_PA, SHARED_SIZE);

static TEE_Result map_code(void)
{
	paddr_t pa = 0;

	for (pa = CODE_PA; pa < CODE_PA + CODE_SIZE; pa += SMALL_PAGE_SIZE) {
		if (core_pbuf_is(CORE_MEM_NON_SEC, pa, SMALL_PAGE_SIZE)) {
			EMSG("remoteproc: the core's memory is Linux's, too");
			return TEE_ERROR_ACCESS_DENIED;
		}
	}
	return core_mmu_add_mapping(MEM_AREA_RAM_SEC, CODE_PA, CODE_SIZE) ?
		       TEE_SUCCESS :
		       TEE_ERROR_OUT_OF_MEMORY;
}

TEE_Result memory_describe(struct core_map *map)
{
	static const struct core r5 = {
		.id = 0,
		.identity = { .core = "r5-0",
			      .class = "cortex-r5f",
			      .soc = "versal-virt" },
		.num_memories = 3,
		.memories = { { .da = CODE_PA, .size = CODE_SIZE },
			      { .da = DATA_PA, .size = DATA_SIZE },
			      { .da = SHARED_PA,
				.size = SHARED_SIZE,
				.pa = SHARED_PA,
				.has_pa = true } },
	};
	TEE_Result res = map_code();

	if (!res) {
		map->cores[0] = r5;
		map->num_cores = 1;
	}
	return res;
}

static uint8_t *mapped(uint64_t da, uint64_t size)
{
	uint8_t *va = phys_to_virt(da, MEM_AREA_RAM_SEC, size);

	return va ? va : phys_to_virt(da, MEM_AREA_RAM_NSEC, size);
}

static void clear(uint8_t *va, size_t size)
{
	dcache_cleaninv_range(va, size);
	memset(va, 0, size);
	dcache_cleaninv_range(va, size);
}

/* The hash is of what is in memory, not of what has just gone through a cache. */
TEE_Result memory_load(uint32_t core __unused, uint64_t da,
		       const struct ta_memory *from, const uint8_t *hash)
{
	uint8_t found[TEE_SHA256_HASH_SIZE] = {};
	uint8_t *va = mapped(da, from->size);
	TEE_Result res = TEE_SUCCESS;

	if (!core_is_held())
		return TEE_ERROR_BAD_STATE;
	if (!va)
		return TEE_ERROR_ACCESS_DENIED;
	dcache_cleaninv_range(va, from->size);
	res = copy_from_user(va, (const void *)from->va, from->size);
	dcache_cleaninv_range(va, from->size);
	if (!res)
		res = tee_hash_createdigest(TEE_ALG_SHA256, va, from->size,
					    found, sizeof(found));
	if (!res && consttime_memcmp(found, hash, sizeof(found)))
		res = TEE_ERROR_SECURITY;
	if (res)
		clear(va, from->size);
	return res;
}

TEE_Result memory_zero(uint32_t core __unused, uint64_t da, uint64_t size)
{
	uint8_t *va = mapped(da, size);

	if (!core_is_held())
		return TEE_ERROR_BAD_STATE;
	if (!va)
		return TEE_ERROR_ACCESS_DENIED;
	clear(va, size);
	return TEE_SUCCESS;
}

TEE_Result memory_read(uint32_t core __unused, uint64_t da,
		       const struct ta_memory *to)
{
	uint8_t *va = mapped(da, to->size);

	if (!va)
		return TEE_ERROR_ACCESS_DENIED;
	dcache_cleaninv_range(va, to->size);
	return copy_to_user((void *)to->va, va, to->size);
}

/*
 * Zeros are instructions that do nothing: a core with nothing at its entry would
 * run through its own memory and into Linux's.
 */
bool memory_has_entry(void)
{
	uint8_t *va = mapped(CODE_PA, sizeof(uint32_t));

	if (!va)
		return false;
	dcache_cleaninv_range(va, sizeof(uint32_t));
	return *(const uint32_t *)(const void *)va;
}
