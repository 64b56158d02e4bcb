/* SPDX-License-Identifier: BSD-2-Clause */
/* Of OP-TEE's core, for the host. */
#ifndef MM_CORE_MMU_H
#define MM_CORE_MMU_H

#include <stdbool.h>
#include <types_ext.h>

#define MEM_AREA_RAM_NSEC 2
#define MEM_AREA_RAM_SEC 3
#define MEM_AREA_IO_SEC 4
#define SMALL_PAGE_SIZE 4096

bool cpu_mmu_enabled(void);
void *core_mmu_add_mapping(int area, paddr_t pa, size_t size);

/* What is mapped for good, phys_to_virt() knows. */
#define register_phys_mem(area, pa, size)                     \
	_Static_assert((pa) % SMALL_PAGE_SIZE == 0 &&         \
			       (size) % SMALL_PAGE_SIZE == 0, \
		       "pages")
#define register_phys_mem_pgdir(area, pa, size) \
	_Static_assert((pa) % 0x200000 == 0 && (size) % 0x200000 == 0, "blocks")

#endif /* MM_CORE_MMU_H */
