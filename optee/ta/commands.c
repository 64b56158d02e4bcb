// SPDX-License-Identifier: BSD-2-Clause
#include "commands.h"

#include "core.h"
#include "coredump.h"
#include "loading.h"
#include "options.h"
#include "pta.h"
#include "rollback.h"

#include <teeproc/core_state.h>
#include <teeproc/ta.h>
#include <trace.h>
#include <util.h>

#define TYPES(a, b)                                                     \
	TEE_PARAM_TYPES(TEE_PARAM_TYPE_VALUE_INPUT, TEE_PARAM_TYPE_##a, \
			TEE_PARAM_TYPE_##b, TEE_PARAM_TYPE_NONE)

static TEE_Result get_piece(const TEE_Param *memref, uint64_t offset,
			    uint64_t total, struct piece *piece)
{
	uint64_t size = memref->memref.size;

	if (!memref->memref.buffer || !size || total > UINT32_MAX ||
	    size > total || offset > total - size)
		return TEE_ERROR_BAD_PARAMETERS;
	piece->bytes = memref->memref.buffer;
	piece->size = size;
	piece->offset = offset;
	piece->total = total;
	return TEE_SUCCESS;
}

/*
 * OP-TEE's driver loads before it reads the resource table and once more before
 * it starts: the second time is for nothing. Another image is another matter.
 */
static TEE_Result load_fw(struct core *core, TEE_Param *params)
{
	struct piece piece = { 0 };
	TEE_Result res = TEE_SUCCESS;

	if (core->state == CORE_STARTED)
		return TEE_ERROR_BAD_STATE;
	res = get_piece(params + 1, 0, params[1].memref.size, &piece);
	if (res)
		return res;
	if (core->state == CORE_LOADED && is_same_image(core, &piece))
		return TEE_SUCCESS;
	return load_piece(core, &piece);
}

static TEE_Result load_fw_piece(struct core *core, TEE_Param *params)
{
	struct piece piece = { 0 };
	TEE_Result res = TEE_SUCCESS;

	if (core->state != CORE_OFF)
		return TEE_ERROR_BAD_STATE;
	res = get_piece(params + 1, params[2].value.a, params[2].value.b,
			&piece);
	return res ? res : load_piece(core, &piece);
}

/*
 * A core that does not run is stopped, whatever the platform calls that. But one
 * that is OFF here and runs could not be stopped any more: a platform that can
 * tell is asked.
 */
static TEE_Result stop_core(struct core *core)
{
	uint32_t soc_state = TEEPROC_CORE_RESET;
	TEE_Result res = pta_stop(core);

	if (res != TEE_ERROR_BAD_STATE)
		return res;
	res = pta_get_core_state(core, &soc_state);
	if (pta_lacks(res))
		return TEE_SUCCESS;
	if (res)
		return res;
	if (soc_state == TEEPROC_CORE_RESET)
		return TEE_SUCCESS;
	EMSG("core %" PRIu32 ": not stopped, and still in state %" PRIu32,
	     core->id, soc_state);
	return TEE_ERROR_GENERIC;
}

/*
 * It may have run for a while, or still does: then its memories are no longer
 * what was authenticated, and what is older must not follow it.
 */
static void end_failed_start(struct core *core)
{
	if (stop_core(core)) {
		/* for STOP_FW to try again */
		core->state = CORE_STARTED;
		rollback_raise(core);
		return;
	}
	core_scrub(core);
	core_forget_firmware(core);
}

/* It runs: the counter is raised, or it must not run on. */
static TEE_Result end_start(struct core *core)
{
	TEE_Result res = rollback_raise(core);

	if (!res || !ROLLBACK_STRICT)
		return TEE_SUCCESS;
	end_failed_start(core);
	return res;
}

static TEE_Result start_fw(struct core *core, TEE_Param *params __unused)
{
	TEE_Result res = TEE_SUCCESS;

	if (core->state == CORE_STARTED)
		return core->raise_due ? end_start(core) : TEE_SUCCESS;
	if (core->state != CORE_LOADED)
		return TEE_ERROR_BAD_STATE;
	/* the state alone does not start anything */
	res = check_loaded(core);
	if (res)
		return res;
	core->scrubbed = 0;
	res = pta_start(core);
	if (res) {
		end_failed_start(core);
		return res;
	}
	core->state = CORE_STARTED;
	return end_start(core);
}

static TEE_Result stop_fw(struct core *core, TEE_Param *params __unused)
{
	TEE_Result res = TEE_SUCCESS;

	if (core->state == CORE_OFF)
		return TEE_SUCCESS;
	if (core->state != CORE_STARTED)
		return TEE_ERROR_BAD_STATE;
	/* what has run must not be followed by what is older */
	if (core->raise_due)
		rollback_raise(core);
	res = stop_core(core);
	if (res)
		return res;
	core->state = CORE_OFF;
	core->scrubbed = 0;
	core->has_dump = true;
	verdict_clear(&core->verdict);
	return TEE_SUCCESS;
}

static TEE_Result get_rsc_table(struct core *core, TEE_Param *params)
{
	if (core->state != CORE_LOADED && core->state != CORE_STARTED)
		return TEE_ERROR_BAD_STATE;
	/* found running: that it has none would be a guess */
	if (!core->has_firmware)
		return TEE_ERROR_NO_DATA;
	params[1].value.a = core->rsc_table_pa;
	params[1].value.b = core->rsc_table_pa >> 32;
	params[2].value.a = core->rsc_table_size;
	params[2].value.b = 0;
	return TEE_SUCCESS;
}

static TEE_Result check_coredump(const struct core *core)
{
	/* pieces of another image are on their way: nothing of them is told */
	if (core->state != CORE_OFF || !core->has_dump || core->loading)
		return TEE_ERROR_BAD_STATE;
	if (core_is_closed(core))
		return TEE_ERROR_ACCESS_DENIED;
	return TEE_SUCCESS;
}

static TEE_Result get_coredump(struct core *core, TEE_Param *params)
{
	/* twice, and once more where it is done: see verdict.h */
	volatile TEE_Result first = UNDONE;
	volatile TEE_Result second = UNDONE;

	first = check_coredump(core);
	second = check_coredump(core);
	if (first)
		return first;
	if (second)
		return second;
	return coredump_write(core, params[1].memref.buffer,
			      &params[1].memref.size);
}

static TEE_Result get_coredump_piece(struct core *core, TEE_Param *params)
{
	volatile TEE_Result first = UNDONE;
	volatile TEE_Result second = UNDONE;

	first = check_coredump(core);
	second = check_coredump(core);
	if (first)
		return first;
	if (second)
		return second;
	return coredump_write_piece(core, params[1].memref.buffer,
				    params[2].value.a, &params[1].memref.size);
}

static TEE_Result release_fw(struct core *core, TEE_Param *params __unused)
{
	TEE_Result res = TEE_SUCCESS;

	if (core->state == CORE_STARTED)
		return TEE_ERROR_BAD_STATE;
	loading_end(core);
	res = core_scrub(core);
	core_forget_firmware(core);
	return res;
}

static TEE_Result get_state(struct core *core, TEE_Param *params)
{
	uint32_t soc_state = core->state == CORE_STARTED ?
				     TEEPROC_CORE_RUNNING :
				     TEEPROC_CORE_RESET;
	uint32_t told = 0;
	TEE_Result res = pta_get_core_state(core, &told);

	if (res && !pta_lacks(res))
		return res;
	if (!res)
		soc_state = told;
	params[1].value.a = core->state == CORE_STARTED ? TEEPROC_TA_STARTED :
			    core->state == CORE_LOADED	? TEEPROC_TA_LOADED :
							  TEEPROC_TA_OFF;
	params[1].value.b = soc_state;
	return TEE_SUCCESS;
}

static TEE_Result get_measurement(struct core *core, TEE_Param *params)
{
	uint8_t *buffer = params[1].memref.buffer;
	size_t room = params[1].memref.size;
	size_t size = (1 + core->segments) * TEEPROC_SHA256_SIZE;

	if (core->state != CORE_LOADED && core->state != CORE_STARTED)
		return TEE_ERROR_BAD_STATE;
	if (!core->has_firmware)
		return TEE_ERROR_NO_DATA;
	params[1].memref.size = size;
	if (!buffer || room < size)
		return TEE_ERROR_SHORT_BUFFER;
	TEE_MemMove(buffer, core->measurement_all, TEEPROC_SHA256_SIZE);
	TEE_MemMove(buffer + TEEPROC_SHA256_SIZE, core->measurement,
		    size - TEEPROC_SHA256_SIZE);
	return TEE_SUCCESS;
}

static const struct command {
	uint32_t id;
	uint32_t types;
	TEE_Result (*run)(struct core *core, TEE_Param *params);
} commands[] = {
	{ TEEPROC_TA_CMD_LOAD_FW, TYPES(MEMREF_INPUT, NONE), load_fw },
	{ TEEPROC_TA_CMD_START_FW, TYPES(NONE, NONE), start_fw },
	{ TEEPROC_TA_CMD_STOP_FW, TYPES(NONE, NONE), stop_fw },
	{ TEEPROC_TA_CMD_GET_RSC_TABLE, TYPES(VALUE_OUTPUT, VALUE_OUTPUT),
	  get_rsc_table },
	{ TEEPROC_TA_CMD_GET_COREDUMP, TYPES(MEMREF_OUTPUT, NONE),
	  get_coredump },
	{ TEEPROC_TA_CMD_RELEASE_FW, TYPES(NONE, NONE), release_fw },
	{ TEEPROC_TA_CMD_GET_STATE, TYPES(VALUE_OUTPUT, NONE), get_state },
	{ TEEPROC_TA_CMD_GET_MEASUREMENT, TYPES(MEMREF_OUTPUT, NONE),
	  get_measurement },
	{ TEEPROC_TA_CMD_LOAD_FW_PIECE, TYPES(MEMREF_INPUT, VALUE_INPUT),
	  load_fw_piece },
	{ TEEPROC_TA_CMD_GET_COREDUMP_PIECE, TYPES(MEMREF_OUTPUT, VALUE_INPUT),
	  get_coredump_piece },
};

TEE_Result command_run(uint32_t id, uint32_t types,
		       TEE_Param params[TEE_NUM_PARAMS])
{
	struct core *core = NULL;
	TEE_Result res = TEE_SUCCESS;
	size_t n = 0;

	for (n = 0; n < ARRAY_SIZE(commands); n++)
		if (commands[n].id == id)
			break;
	if (n == ARRAY_SIZE(commands) || types != commands[n].types)
		return TEE_ERROR_BAD_PARAMETERS;
	res = core_get(params[0].value.a, &core);
	if (res)
		return res;
	return commands[n].run(core, params);
}
