/* SPDX-License-Identifier: BSD-2-Clause */
/* Of OP-TEE's core, for the host. */
#ifndef MM_CORE_MEMPROT_H
#define MM_CORE_MEMPROT_H

#include <util.h>

#define MEM_AREA_IO_SEC 1
#define phys_to_virt(pa, area, size) ((void *)(uintptr_t)(pa))

#endif /* MM_CORE_MEMPROT_H */
