/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * For platforms whose CPU moves a core's memory: it is mapped here, cacheable, and the
 * core writes past this CPU's caches. So each operation begins by forgetting what is
 * cached, and none leaves a dirty line: what speculation fetches in between is clean,
 * and forgotten by the next one. docs/porting.md, "Caches", has the rules.
 *
 * @va: where the memory is mapped
 */
#ifndef CPU_MEMORY_H
#define CPU_MEMORY_H

#include <stdint.h>
#include <tee_api_types.h>
#include <types_ext.h>

struct ta_memory;

/* What the core has written there is seen by the next look. */
void cpu_memory_fetch(const void *va, size_t size);

/* @load of struct rproc_platform. After any error the range holds zeros only. */
TEE_Result cpu_memory_load(void *va, const struct ta_memory *from,
			   const uint8_t *hash);

/* @zero */
void cpu_memory_zero(void *va, size_t size);

/* @read */
TEE_Result cpu_memory_read(const void *va, const struct ta_memory *to);

#endif /* CPU_MEMORY_H */
