/* SPDX-License-Identifier: BSD-2-Clause */
/* Of OP-TEE's core, for the host: what is cleaned is noted. */
#ifndef KERNEL_CACHE_HELPERS_H
#define KERNEL_CACHE_HELPERS_H

#include <stddef.h>

void dcache_clean_range(void *va, size_t size);
/* the test's */
void dcache_cleaninv_range(void *va, size_t size);

#endif /* KERNEL_CACHE_HELPERS_H */
