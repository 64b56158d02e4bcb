/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Verdicts that one skipped branch or one flipped bit does not turn.
 *
 * A verdict is a sum. Each step that must succeed adds its own constant and
 * something of its result that is 0 only for success; there is no branch in
 * between. Only if all steps ran, as often as they should, and none failed, is
 * the sum the expected one. The mirror is its complement, so that no single
 * word decides.
 *
 * The early returns on errors stay beside this: they say why, this says that.
 */
#ifndef VERDICT_H
#define VERDICT_H

#include <stdbool.h>
#include <stdint.h>

struct verdict {
	/* volatile: the compiler must not merge what is done twice on purpose */
	volatile uint32_t sum;
	volatile uint32_t mirror;
};

enum verdict_step {
	VERDICT_START = 0x2d5a96c3,
	VERDICT_SIGNATURE = 0x4b1e87d5, /* twice */
	VERDICT_ROLLBACK = 0x1c6b39e9, /* twice */
	VERDICT_OPENED = 0x35c7a24d,
	VERDICT_PLACED = 0x6e93d15b, /* per segment */
	VERDICT_SEGMENT = 0x53a9e867, /* per segment */
	VERDICT_REST = 0x0f74b69d, /* twice */
	/* per piece, however many: a piece in its place adds nothing */
	VERDICT_FOLLOWS = 0,
};

static inline void verdict_begin(struct verdict *verdict)
{
	verdict->sum = VERDICT_START;
	verdict->mirror = ~(uint32_t)VERDICT_START;
}

/* No verdict: it is never the expected one. */
static inline void verdict_clear(struct verdict *verdict)
{
	verdict->sum = 0;
	verdict->mirror = 0;
}

/* @result: 0 for success; an odd factor makes no other value 0 */
static inline void verdict_add(struct verdict *verdict, enum verdict_step step,
			       uint32_t result)
{
	uint32_t term = (uint32_t)step + result * 0x9e3779b1u;

	verdict->sum += term;
	verdict->mirror -= term;
}

static inline uint32_t verdict_expected(uint32_t segments)
{
	return VERDICT_START + 2u * VERDICT_SIGNATURE + 2u * VERDICT_ROLLBACK +
	       VERDICT_OPENED +
	       segments * ((uint32_t)VERDICT_PLACED + VERDICT_SEGMENT) +
	       2u * VERDICT_REST;
}

static inline bool verdict_holds(const struct verdict *verdict,
				 uint32_t segments)
{
	uint32_t expected = verdict_expected(segments);

	if (!segments || verdict->sum != expected)
		return false;
	return verdict->mirror == ~expected;
}

#endif /* VERDICT_H */
