// SPDX-License-Identifier: BSD-2-Clause
/*
 * Page lists in the region that the device tree reserves for them.
 *
 * The region is normal memory: what is read from it, by the SoC, is as
 * untrusted as the pages themselves. It decides nothing but where the SoC gets
 * bytes that it then measures, so a normal world that rewrites it gains what it
 * gains by rewriting the pages.
 */
#include "page_list.h"

#include "../ta_memory.h"
#include "board.h"

#include <kernel/cache_helpers.h>
#include <kernel/mutex.h>
#include <mm/core_mmu.h>
#include <tee_api_defines.h>
#include <teeproc/control_port.h>
#include <trace.h>
#include <util.h>

_Static_assert(TEEPROC_CP_PAGE_SIZE == SMALL_PAGE_SIZE,
	       "the SoC's pages are OP-TEE's");

static struct mutex list_mutex = MUTEX_INITIALIZER;
/* Under list_mutex; mapped at the first use. */
static uint64_t *entries;
static paddr_t entries_pa;
static size_t entries_size;

static TEE_Result map_entries(void)
{
	if (entries)
		return TEE_SUCCESS;
	if (!board_page_list(&entries_pa, &entries_size)) {
		EMSG("remoteproc: device tree has no teeproc,dma-list");
		return TEE_ERROR_NOT_SUPPORTED;
	}
	entries = core_mmu_add_mapping(MEM_AREA_RAM_NSEC, entries_pa,
				       entries_size);
	return entries ? TEE_SUCCESS : TEE_ERROR_OUT_OF_MEMORY;
}

static TEE_Result write_entries(const struct ta_memory *memory)
{
	const size_t num = ta_memory_pages(memory);
	paddr_t pa = 0;
	size_t n = 0;

	for (n = 0; n < num; n++) {
		TEE_Result res = ta_memory_page(memory, n, &pa);

		if (res)
			return res;
		entries[n] = TEE_U64_TO_LITTLE_ENDIAN(pa);
	}
	dcache_clean_range(entries, num * sizeof(*entries));
	return TEE_SUCCESS;
}

static TEE_Result check_and_write(const struct ta_memory *memory)
{
	TEE_Result res = map_entries();

	if (res)
		return res;
	if (memory->size >
	    (entries_size / sizeof(*entries) - 1) * TEEPROC_CP_PAGE_SIZE)
		return TEE_ERROR_EXCESS_DATA;
	return write_entries(memory);
}

TEE_Result page_list_lock(const struct ta_memory *memory,
			  struct page_list *list)
{
	TEE_Result res = TEE_SUCCESS;

	mutex_lock(&list_mutex);
	res = check_and_write(memory);
	if (res) {
		mutex_unlock(&list_mutex);
		return res;
	}
	list->pa = entries_pa;
	list->offset = memory->va % TEEPROC_CP_PAGE_SIZE;
	return TEE_SUCCESS;
}

void page_list_unlock(void)
{
	mutex_unlock(&list_mutex);
}
