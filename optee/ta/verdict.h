/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Verdicts that one fault does not turn: one branch that goes the wrong way, one
 * instruction that is skipped, one bit that flips.
 *
 * A verdict is a sum. Each step that must succeed adds its own constant, and
 * more if it has failed; there is no branch in between. Only if all steps ran,
 * as often as they should, and none failed, is the sum the expected one. The
 * mirror is its complement, so that no single word decides.
 *
 * Each value on which the verdict rests counts twice, from looks that share
 * nothing but what was authenticated:
 *
 *   value                        first look             second look
 *   header, TLVs, all in         fw->image              fw->again, parsed after
 *     struct teeproc_image                              the first verification
 *   digest of the metadata       digest[0], of image    digest[1], of again
 *   signature, key information   VERIFY_DIGEST          VERIFY_DIGEST
 *   target, identity             GET_IDENTITY           GET_IDENTITY
 *   rollback index, counter      GET_COUNTER            GET_COUNTER
 *   number of segments           measured               placed, loaded
 *   place, size, hash of each    walk->segment          walk->again
 *   bytes of a segment           result of the load     its receipt
 *   bytes of one in pieces       compared               compared
 *   what is not loaded           compared               compared
 *   resource table's place       of image               of again
 *   core dumps allowed           core->debuggable       core->debuggable_again
 *   metadata, once loaded        hashed anew            hashed anew
 *
 * The early returns on errors stay beside this: they say why, this says that.
 */
#ifndef VERDICT_H
#define VERDICT_H

#include <stdbool.h>
#include <stdint.h>

/* A result that nobody has written yet */
#define UNDONE 0xffffa5c3u

struct verdict {
	/* volatile: the compiler must not merge what is done twice on purpose */
	volatile uint32_t sum;
	volatile uint32_t mirror;
};

/* Each twice */
enum verdict_step {
	VERDICT_START = 0x2d5a96c3, /* once */
	VERDICT_SIGNATURE = 0x4b1e87d5,
	VERDICT_PARSED = 0x2793c5eb,
	VERDICT_TARGET = 0x7a2d4e93,
	VERDICT_ROLLBACK = 0x1c6b39e9,
	VERDICT_OPENED = 0x35c7a24d,
	VERDICT_TABLE = 0x4cd25a37,
	VERDICT_SCRUBBED = 0x19e5b34f,
	VERDICT_PLACED = 0x6e93d15b, /* per segment */
	VERDICT_SEGMENT = 0x53a9e867, /* per segment */
	VERDICT_REST = 0x0f74b69d,
	VERDICT_SEALED = 0x62b8d371,
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

/*
 * What a step adds. A failure adds the same whatever its result is, so that none
 * can be chosen to stand for a step that is missing, or for another failure.
 */
static inline uint32_t verdict_term(enum verdict_step step, uint32_t result)
{
	uint32_t failed = (result | (0u - result)) >> 31;

	return (uint32_t)step + failed * 0x9e3779b1u;
}

/* @result: 0 for success */
static inline void verdict_add(struct verdict *verdict, enum verdict_step step,
			       uint32_t result)
{
	/* if the second store is left out, the first one tells */
	volatile uint32_t kept = UNDONE;

	kept = result;
	verdict->sum += verdict_term(step, kept);
	verdict->mirror -= verdict_term(step, kept);
}

static inline uint32_t verdict_expected(uint32_t segments)
{
	uint32_t once = (uint32_t)VERDICT_SIGNATURE + VERDICT_PARSED +
			VERDICT_TARGET + VERDICT_ROLLBACK + VERDICT_OPENED +
			VERDICT_TABLE + VERDICT_SCRUBBED + VERDICT_REST +
			VERDICT_SEALED;

	return VERDICT_START +
	       2u * (once +
		     segments * ((uint32_t)VERDICT_PLACED + VERDICT_SEGMENT));
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
