// SPDX-License-Identifier: BSD-2-Clause
#include "rollback.h"

#include "pta.h"

#include <trace.h>

/* 1 if @index is below @counter, else 0; without a branch, see verdict.h */
static uint32_t is_below(uint32_t index, uint32_t counter)
{
	volatile uint64_t difference = (uint64_t)index - counter;

	return difference >> 63;
}

static TEE_Result check_once(struct core *core,
			     const struct teeproc_image *image,
			     struct verdict *verdict)
{
	uint32_t index = image->has_rollback ? image->rollback : 0;
	uint32_t counter = UINT32_MAX;
	volatile TEE_Result res = UNDONE;

	res = pta_get_counter(core, &counter);
	if (pta_lacks(res)) {
		if (image->has_rollback)
			IMSG("core %" PRIu32 ": rollback index %" PRIu32
			     " not enforced: the platform keeps no counter",
			     core->id, index);
		counter = 0;
		res = TEE_SUCCESS;
	}
	verdict_add(verdict, VERDICT_ROLLBACK, res | is_below(index, counter));
	if (res)
		return res;
	if (is_below(index, counter)) {
		EMSG("core %" PRIu32 ": image refused: rollback index %" PRIu32
		     " is below %" PRIu32,
		     core->id, index, counter);
		return TEE_ERROR_SECURITY;
	}
	return TEE_SUCCESS;
}

/* Twice, counter included: one wrong turn must not make it 0. */
TEE_Result rollback_check(struct core *core, const struct firmware *fw,
			  struct verdict *verdict)
{
	TEE_Result res = check_once(core, &fw->image, verdict);

	return res ? res : check_once(core, &fw->again, verdict);
}

void rollback_raise(struct core *core)
{
	uint32_t counter = 0;
	TEE_Result res = TEE_SUCCESS;

	if (!core->has_rollback)
		return;
	res = pta_get_counter(core, &counter);
	if (!res && core->rollback > counter)
		res = pta_raise_counter(core, core->rollback);
	/* what runs is authentic: the next start tries again */
	if (res && !pta_lacks(res))
		EMSG("core %" PRIu32 ": rollback counter not raised: %#" PRIx32,
		     core->id, res);
}
