/* SPDX-License-Identifier: BSD-2-Clause */
/* Of OP-TEE's core, for the host. */
#ifndef MM_CORE_MEMPROT_H
#define MM_CORE_MEMPROT_H

#include <stdbool.h>
#include <util.h>

#define CORE_MEM_NON_SEC 1

struct io_pa_va {
	paddr_t pa;
	vaddr_t va;
};

static inline vaddr_t io_pa_or_va_secure(struct io_pa_va *address, size_t size)
{
	(void)size;
	return address->pa;
}

/* The test's: what of its memory is at a physical address; NULL if not mapped so */
void *phys_to_virt(paddr_t pa, int area, size_t size);
/* Is all of it memory of the normal world's? */
bool core_pbuf_is(int attr, paddr_t pa, size_t size);

#endif /* MM_CORE_MEMPROT_H */
