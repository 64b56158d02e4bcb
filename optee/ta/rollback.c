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

/*
 * The core's counter. A platform without one has 0, but one that has told it
 * before can't be without.
 */
static TEE_Result get_counter(struct core *core, uint32_t *counter)
{
	TEE_Result res = pta_get_counter(core, counter);

	if (!res)
		core->counter = COUNTER_SEEN;
	if (!pta_lacks(res))
		return res;
	if (core->counter == COUNTER_SEEN) {
		EMSG("core %" PRIu32
		     ": its rollback counter is gone: %#" PRIx32,
		     core->id, res);
		return TEE_ERROR_SECURITY;
	}
	*counter = 0;
	return TEE_SUCCESS;
}

static TEE_Result check_once(struct core *core,
			     const struct teeproc_image *image,
			     struct verdict *verdict)
{
	uint32_t index = image->has_rollback ? image->rollback : 0;
	uint32_t counter = UINT32_MAX;
	volatile TEE_Result res = UNDONE;

	res = get_counter(core, &counter);
	verdict_add(verdict, VERDICT_ROLLBACK, res | is_below(index, counter));
	if (res)
		return res;
	if (is_below(index, counter)) {
		EMSG("core %" PRIu32 ": image refused: rollback index %" PRIu32
		     " is below %" PRIu32,
		     core->id, index, counter);
		return TEE_ERROR_SECURITY;
	}
	if (image->has_rollback && core->counter != COUNTER_SEEN)
		IMSG("core %" PRIu32 ": rollback index %" PRIu32
		     " not enforced: the platform keeps no counter",
		     core->id, index);
	return TEE_SUCCESS;
}

/* Twice, counter included: one wrong turn must not make it 0. */
TEE_Result rollback_check(struct core *core, const struct firmware *fw,
			  struct verdict *verdict)
{
	TEE_Result res = check_once(core, &fw->image, verdict);

	return res ? res : check_once(core, &fw->again, verdict);
}

static TEE_Result raise_to(struct core *core, uint32_t index)
{
	uint32_t counter = UINT32_MAX;
	TEE_Result res = get_counter(core, &counter);

	/* without a counter there is nothing to raise */
	if (res || core->counter != COUNTER_SEEN || counter >= index)
		return res;
	res = pta_raise_counter(core, index);
	if (res)
		return res;
	/* the answer alone has raised nothing */
	res = get_counter(core, &counter);
	if (!res && counter < index)
		return TEE_ERROR_SECURITY;
	return res;
}

TEE_Result rollback_raise(struct core *core)
{
	volatile TEE_Result res = UNDONE;

	res = core->has_rollback ? raise_to(core, core->rollback) : TEE_SUCCESS;
	core->raise_due = res;
	if (res)
		EMSG("core %" PRIu32 ": rollback counter not raised: %#" PRIx32,
		     core->id, res);
	return res;
}
