/* SPDX-License-Identifier: BSD-2-Clause */
/* Of OP-TEE's core, for the host. */
#ifndef MM_CORE_MMU_H
#define MM_CORE_MMU_H

#include <stdbool.h>
#include <types_ext.h>

#define MEM_AREA_RAM_NSEC 2
#define SMALL_PAGE_SIZE 4096

bool cpu_mmu_enabled(void);
void *core_mmu_add_mapping(int area, paddr_t pa, size_t size);

#endif /* MM_CORE_MMU_H */
