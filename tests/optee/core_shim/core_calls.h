/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * OP-TEE's core around a pseudo-TA's commands: who calls, and what is in his
 * address space.
 */
#ifndef CORE_CALLS_H
#define CORE_CALLS_H

#include <kernel/pseudo_ta.h>
#include <kernel/ts_manager.h>
#include <types_ext.h>

enum core_memory {
	CORE_MEMORY_SHARED, /* of the normal world */
	CORE_MEMORY_SHARED_READ_ONLY,
	CORE_MEMORY_SECURE, /* of the TA */
	CORE_MEMORIES,
};

#define CORE_MEMORY_SIZE (64u << 20)
#define CORE_PA UINT64_C(0x900000000)

/**
 * struct core_calls
 * @caller: session that calls, NULL: the normal world
 * @memory: of each kind, CORE_MEMORY_SIZE bytes
 * @entries: page list as the SoC sees it
 * @entries_size: bytes that were mapped
 * @cleaned: bytes of it that the SoC is sure to see
 * @fail_va2pa: the page of that number has no physical address
 */
struct core_calls {
	struct ts_session *caller;
	uint8_t *memory[CORE_MEMORIES];
	uint64_t *entries;
	size_t entries_size;
	size_t cleaned;
	unsigned int fail_va2pa;
};

extern struct core_calls core_calls;

void core_calls_setup(void);
void core_calls_free(void);

/* Pages of shared memory are not in order. */
paddr_t core_calls_pa(const void *va);

#endif /* CORE_CALLS_H */
