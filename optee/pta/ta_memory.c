// SPDX-License-Identifier: BSD-2-Clause
/*
 * Memory of the calling TA's client: whether it may be moved, and where it is.
 */
#include "ta_memory.h"

#include <kernel/tee_ta_manager.h>
#include <kernel/ts_manager.h>
#include <kernel/user_mode_ctx.h>
#include <mm/core_mmu.h>
#include <mm/vm.h>
#include <tee_api_defines.h>
#include <util.h>

TEE_Result ta_memory_check(const void *va, size_t size, bool write,
			   struct ta_memory *memory)
{
	struct ts_session *caller = ts_get_calling_session();
	uint32_t access =
		TEE_MEMORY_ACCESS_ANY_OWNER | TEE_MEMORY_ACCESS_NONSECURE |
		(write ? TEE_MEMORY_ACCESS_WRITE : TEE_MEMORY_ACCESS_READ);

	if (!va || !size)
		return TEE_ERROR_BAD_PARAMETERS;
	if (!caller || !is_user_mode_ctx(caller->ctx))
		return TEE_ERROR_ACCESS_DENIED;
	memory->uctx = to_user_mode_ctx(caller->ctx);
	memory->va = (vaddr_t)va;
	memory->size = size;
	return vm_check_access_rights(memory->uctx, access, (uaddr_t)va, size);
}

static vaddr_t first_page(const struct ta_memory *memory)
{
	return ROUNDDOWN(memory->va, SMALL_PAGE_SIZE);
}

size_t ta_memory_pages(const struct ta_memory *memory)
{
	vaddr_t last = memory->va + (memory->size - 1);

	return (last - first_page(memory)) / SMALL_PAGE_SIZE + 1;
}

TEE_Result ta_memory_page(const struct ta_memory *memory, size_t n, paddr_t *pa)
{
	if (n >= ta_memory_pages(memory))
		return TEE_ERROR_BAD_PARAMETERS;
	return vm_va2pa(memory->uctx,
			(void *)(first_page(memory) + n * SMALL_PAGE_SIZE), pa);
}
