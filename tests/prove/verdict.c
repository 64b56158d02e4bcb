// SPDX-License-Identifier: BSD-2-Clause
/*
 * A load as it is counted, in which two steps give any result, one is left out
 * and one counts once more; and any number of segments is claimed.
 */
#include "optee/ta/verdict.h"

#include "prove.h"
#include "teeproc/image.h"

#define ONCE 9u /* the other steps are per segment */

static const uint32_t steps[] = {
	VERDICT_SIGNATURE, VERDICT_PARSED, VERDICT_TARGET,   VERDICT_ROLLBACK,
	VERDICT_OPENED,	   VERDICT_TABLE,  VERDICT_SCRUBBED, VERDICT_REST,
	VERDICT_SEALED,	   VERDICT_PLACED, VERDICT_SEGMENT,  VERDICT_PLACED,
	VERDICT_SEGMENT,
};

#define COUNT (2 * (ONCE + 2 * SEGMENTS)) /* each is counted twice */

void harness(void)
{
	uint32_t left_out = nondet_u32(), added = nondet_u32();
	uint32_t one = nondet_u32(), other = nondet_u32();
	uint32_t claimed = nondet_u32(), n;
	struct verdict verdict;
	bool failed = false, complete;

	ASSUME(claimed <= TEEPROC_SEGMENTS_MAX);
	verdict_begin(&verdict);
	for (n = 0; n < COUNT; n++) {
		uint32_t result = n == one || n == other ? nondet_u32() : 0;

		if (n == left_out)
			continue;
		failed |= result != 0;
		verdict_add(&verdict, steps[n / 2], result);
		if (n == added)
			verdict_add(&verdict, steps[n / 2], result);
	}
	complete = left_out >= COUNT && added >= COUNT;
	if (left_out < COUNT && added < COUNT && added != left_out)
		complete = steps[left_out / 2] == steps[added / 2];
	if (verdict_holds(&verdict, claimed)) {
		REACHED("success");
		HOLDS(complete && !failed && claimed == SEGMENTS);
	} else {
		REACHED("refusal");
		HOLDS(!complete || failed || claimed != SEGMENTS);
	}
}
