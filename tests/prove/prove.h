/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * For harnesses that CBMC reads: what can be any value, what must hold, and
 * what must be reached, so that no proof holds because nothing comes there.
 */
#ifndef PROVE_H
#define PROVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void *malloc(size_t size);

/* No body: any value, as CBMC takes this prefix. */
uint8_t nondet_u8(void);
uint32_t nondet_u32(void);
uint64_t nondet_u64(void);
size_t nondet_size(void);
bool nondet_bool(void);

#define ASSUME(condition) __CPROVER_assume(condition)
#define HOLDS(condition) __CPROVER_assert(condition, #condition)
/* ./run demands that each of these is refuted. */
/* A mutant is looked at for what is refuted first. */
#ifdef PROVE_MUTANT
#define REACHED(what) ((void)0)
#else
#define REACHED(what) __CPROVER_assert(0, "reached: " what)
#endif

/* Memory of exactly this size with any content */
static inline uint8_t *any_bytes(size_t size)
{
	uint8_t *bytes = malloc(size);

	ASSUME(bytes);
	return bytes;
}

/*
 * In place of get_le(), where what is read may be anything: each read is inside,
 * and two reads of one place may differ. The solver has no array to think of.
 */
uint64_t any_le(const uint8_t *bytes, unsigned int size)
{
	uint64_t value = nondet_u64();

	HOLDS(size <= 4 && __CPROVER_r_ok(bytes, size));
	ASSUME(value >> 8 * size == 0);
	return value;
}

#endif /* PROVE_H */
