/* SPDX-License-Identifier: BSD-2-Clause */
/* Of OP-TEE's core, for the host. */
#ifndef MM_CORE_MEMPROT_H
#define MM_CORE_MEMPROT_H

#include <util.h>

struct io_pa_va {
	paddr_t pa;
	vaddr_t va;
};

static inline vaddr_t io_pa_or_va_secure(struct io_pa_va *address, size_t size)
{
	(void)size;
	return address->pa;
}

#endif /* MM_CORE_MEMPROT_H */
