// SPDX-License-Identifier: BSD-2-Clause
#include "core_calls.h"

#include <kernel/cache_helpers.h>
#include <kernel/user_access.h>
#include <mm/core_mmu.h>
#include <mm/vm.h>
#include <stdlib.h>
#include <string.h>

#define PAGE 4096u

struct core_calls core_calls;

static struct user_mode_ctx uctx;

void core_calls_setup(void)
{
	unsigned int n = 0;

	for (n = 0; n < CORE_MEMORIES; n++) {
		core_calls.memory[n] = aligned_alloc(PAGE, CORE_MEMORY_SIZE);
		if (!core_calls.memory[n])
			abort();
	}
}

void core_calls_free(void)
{
	unsigned int n = 0;

	for (n = 0; n < CORE_MEMORIES; n++)
		free(core_calls.memory[n]);
	free(core_calls.entries);
}

/* CORE_MEMORIES if the range is in none of them */
static enum core_memory memory_of(uintptr_t at, size_t size)
{
	unsigned int n = 0;

	for (n = 0; n < CORE_MEMORIES; n++) {
		uintptr_t start = (uintptr_t)core_calls.memory[n];

		if (at >= start && size <= CORE_MEMORY_SIZE &&
		    at - start <= CORE_MEMORY_SIZE - size)
			break;
	}
	return n;
}

paddr_t core_calls_pa(const void *va)
{
	uintptr_t start = (uintptr_t)core_calls.memory[CORE_MEMORY_SHARED];
	uint64_t page = ((uintptr_t)va - start) / PAGE;

	return CORE_PA + (page ^ 5) * PAGE;
}

struct ts_session *ts_get_calling_session(void)
{
	return core_calls.caller;
}

struct user_mode_ctx *to_user_mode_ctx(struct ts_ctx *ctx)
{
	if (!ctx->is_user_ta)
		abort();
	uctx.ctx = ctx;
	return &uctx;
}

TEE_Result vm_check_access_rights(const struct user_mode_ctx *ctx,
				  uint32_t flags, uaddr_t address, size_t size)
{
	enum core_memory memory = memory_of(address, size);

	if (ctx != &uctx || memory == CORE_MEMORIES)
		return TEE_ERROR_ACCESS_DENIED;
	if ((flags & TEE_MEMORY_ACCESS_NONSECURE) &&
	    memory == CORE_MEMORY_SECURE)
		return TEE_ERROR_ACCESS_DENIED;
	if ((flags & TEE_MEMORY_ACCESS_WRITE) &&
	    memory == CORE_MEMORY_SHARED_READ_ONLY)
		return TEE_ERROR_ACCESS_DENIED;
	return TEE_SUCCESS;
}

TEE_Result vm_va2pa(const struct user_mode_ctx *ctx, void *va, paddr_t *pa)
{
	if (ctx != &uctx || memory_of((uintptr_t)va, 1) == CORE_MEMORIES)
		return TEE_ERROR_ACCESS_DENIED;
	if (core_calls.fail_va2pa && !--core_calls.fail_va2pa)
		return TEE_ERROR_BAD_PARAMETERS;
	*pa = core_calls_pa(va);
	return TEE_SUCCESS;
}

TEE_Result copy_from_user(void *kaddr, const void *uaddr, size_t size)
{
	if (memory_of((uintptr_t)uaddr, size) == CORE_MEMORIES)
		return TEE_ERROR_ACCESS_DENIED;
	memcpy(kaddr, uaddr, size);
	return TEE_SUCCESS;
}

TEE_Result copy_to_user(void *uaddr, const void *kaddr, size_t size)
{
	enum core_memory memory = memory_of((uintptr_t)uaddr, size);

	if (memory == CORE_MEMORIES || memory == CORE_MEMORY_SHARED_READ_ONLY)
		return TEE_ERROR_ACCESS_DENIED;
	memcpy(uaddr, kaddr, size);
	return TEE_SUCCESS;
}

/* Exactly as large as it is mapped, for the sanitizer; a test may map other memory */
__attribute__((weak)) void *core_mmu_add_mapping(int area, paddr_t pa,
						 size_t size)
{
	if (area != MEM_AREA_RAM_NSEC || pa != 0x5fff0000)
		return NULL;
	core_calls.entries = malloc(size);
	core_calls.entries_size = size;
	return core_calls.entries;
}

/* for platforms whose CPU moves the cores' memory */
__attribute__((weak)) void dcache_cleaninv_range(void *va, size_t size)
{
	(void)va;
	(void)size;
	abort();
}

void dcache_clean_range(void *va, size_t size)
{
	if (va != core_calls.entries)
		abort();
	core_calls.cleaned = size;
}
