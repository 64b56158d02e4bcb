// SPDX-License-Identifier: BSD-2-Clause
/*
 * The memories of the Cortex-R5F, parts of the one DDR memory: what it sees at an
 * address is what this CPU sees there. They are mapped for good, and cacheable.
 */
#include "versal.h"

#include "../cpu_memory.h"
#include "../memories.h"
#include "../ta_memory.h"

#include <mm/core_memprot.h>
#include <mm/core_mmu.h>
#include <tee_api_defines.h>
#include <teeproc/crash_record.h>
#include <trace.h>

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

static void *mapped(uint64_t da, uint64_t size)
{
	void *va = phys_to_virt(da, MEM_AREA_RAM_SEC, size);

	return va ? va : phys_to_virt(da, MEM_AREA_RAM_NSEC, size);
}

TEE_Result memory_load(uint32_t core __unused, uint64_t da,
		       const struct ta_memory *from, const uint8_t *hash)
{
	void *va = mapped(da, from->size);

	if (!core_is_held())
		return TEE_ERROR_BAD_STATE;
	return va ? cpu_memory_load(va, from, hash) : TEE_ERROR_ACCESS_DENIED;
}

TEE_Result memory_zero(uint32_t core __unused, uint64_t da, uint64_t size)
{
	void *va = mapped(da, size);

	if (!core_is_held())
		return TEE_ERROR_BAD_STATE;
	if (!va)
		return TEE_ERROR_ACCESS_DENIED;
	cpu_memory_zero(va, size);
	return TEE_SUCCESS;
}

TEE_Result memory_read(uint32_t core __unused, uint64_t da,
		       const struct ta_memory *to)
{
	void *va = mapped(da, to->size);

	return va ? cpu_memory_read(va, to) : TEE_ERROR_ACCESS_DENIED;
}

/*
 * Zeros are instructions that do nothing: a core with nothing at its entry would
 * run through its own memory and into Linux's.
 */
bool memory_has_entry(void)
{
	const uint32_t *entry = mapped(CODE_PA, sizeof(*entry));

	if (!entry)
		return false;
	cpu_memory_fetch(entry, sizeof(*entry));
	return *entry;
}

struct teeproc_crash_record *memory_crash_record(void)
{
	return mapped(TEEPROC_VERSAL_CRASH_RECORD,
		      sizeof(struct teeproc_crash_record));
}
