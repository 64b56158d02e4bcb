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

#include "../memories.h"

#include <kernel/cache_helpers.h>
#include <kernel/mutex.h>
#include <kernel/tee_ta_manager.h>
#include <kernel/ts_manager.h>
#include <kernel/user_mode_ctx.h>
#include <mm/core_mmu.h>
#include <mm/vm.h>
#include <tee_api_defines.h>
#include <teeproc/control_port.h>
#include <trace.h>
#include <util.h>

static struct mutex list_mutex = MUTEX_INITIALIZER;
/* Under list_mutex; mapped at the first use. */
static uint64_t *entries;
static paddr_t entries_pa;
static size_t entries_size;

static TEE_Result map_entries(void)
{
	if (entries)
		return TEE_SUCCESS;
	if (!memories_page_list(&entries_pa, &entries_size)) {
		EMSG("remoteproc: device tree has no teeproc,dma-list");
		return TEE_ERROR_NOT_SUPPORTED;
	}
	entries = core_mmu_add_mapping(MEM_AREA_RAM_NSEC, entries_pa,
				       entries_size);
	return entries ? TEE_SUCCESS : TEE_ERROR_OUT_OF_MEMORY;
}

static TEE_Result write_entries(struct user_mode_ctx *uctx, vaddr_t va,
				size_t size)
{
	vaddr_t page = ROUNDDOWN(va, TEEPROC_CP_PAGE_SIZE);
	size_t num = 0;
	paddr_t pa = 0;

	for (; page < va + size; page += TEEPROC_CP_PAGE_SIZE, num++) {
		TEE_Result res = vm_va2pa(uctx, (void *)page, &pa);

		if (res)
			return res;
		entries[num] = TEE_U64_TO_LITTLE_ENDIAN(pa);
	}
	dcache_clean_range(entries, num * sizeof(*entries));
	return TEE_SUCCESS;
}

static TEE_Result check_and_write(const void *va, size_t size, bool write)
{
	struct ts_session *caller = ts_get_calling_session();
	struct user_mode_ctx *uctx = NULL;
	uint32_t access =
		TEE_MEMORY_ACCESS_ANY_OWNER | TEE_MEMORY_ACCESS_NONSECURE |
		(write ? TEE_MEMORY_ACCESS_WRITE : TEE_MEMORY_ACCESS_READ);
	TEE_Result res = TEE_SUCCESS;

	if (!caller || !is_user_mode_ctx(caller->ctx))
		return TEE_ERROR_ACCESS_DENIED;
	uctx = to_user_mode_ctx(caller->ctx);

	res = map_entries();
	if (res)
		return res;
	if (size > (entries_size / sizeof(*entries) - 1) * TEEPROC_CP_PAGE_SIZE)
		return TEE_ERROR_EXCESS_DATA;
	res = vm_check_access_rights(uctx, access, (uaddr_t)va, size);
	if (res)
		return res;
	return write_entries(uctx, (vaddr_t)va, size);
}

TEE_Result page_list_lock(const void *va, size_t size, bool write,
			  struct page_list *list)
{
	TEE_Result res = TEE_SUCCESS;

	if (!va || !size)
		return TEE_ERROR_BAD_PARAMETERS;

	mutex_lock(&list_mutex);
	res = check_and_write(va, size, write);
	if (res) {
		mutex_unlock(&list_mutex);
		return res;
	}
	list->pa = entries_pa;
	list->offset = (vaddr_t)va % TEEPROC_CP_PAGE_SIZE;
	return TEE_SUCCESS;
}

void page_list_unlock(void)
{
	mutex_unlock(&list_mutex);
}
