/* SPDX-License-Identifier: BSD-2-Clause */
/* The calling TA's address space: see core_calls.h. */
#ifndef MM_VM_H
#define MM_VM_H

#include <kernel/user_mode_ctx.h>
#include <tee_internal_api.h>
#include <types_ext.h>

typedef uintptr_t uaddr_t;

#define TEE_MEMORY_ACCESS_READ 1u
#define TEE_MEMORY_ACCESS_WRITE 2u
#define TEE_MEMORY_ACCESS_ANY_OWNER 4u
#define TEE_MEMORY_ACCESS_NONSECURE 0x10000000u

TEE_Result vm_check_access_rights(const struct user_mode_ctx *uctx,
				  uint32_t flags, uaddr_t address, size_t size);
TEE_Result vm_va2pa(const struct user_mode_ctx *uctx, void *va, paddr_t *pa);

#endif /* MM_VM_H */
