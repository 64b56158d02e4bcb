/* SPDX-License-Identifier: BSD-2-Clause */
/* Exceptions, masked and not: see core_shim.c. */
#ifndef KERNEL_THREAD_H
#define KERNEL_THREAD_H

#include <stdint.h>

#define THREAD_EXCP_ALL 7u

uint32_t thread_mask_exceptions(uint32_t exceptions);
void thread_unmask_exceptions(uint32_t state);

#endif /* KERNEL_THREAD_H */
