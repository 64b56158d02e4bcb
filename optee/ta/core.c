// SPDX-License-Identifier: BSD-2-Clause
#include "core.h"

#include "pta.h"

#include <teeproc/core_state.h>
#include <trace.h>

static struct core cores[CORES_MAX];
static size_t num_cores;

static TEE_Result read_memories(struct core *core)
{
	struct memory memory = { 0 };
	TEE_Result res = TEE_SUCCESS;

	for (;;) {
		res = pta_get_memory(core, core->num_memories, &memory);
		if (res)
			break;
		if (core->num_memories == CORE_MEMORIES_MAX)
			return TEE_ERROR_EXCESS_DATA;
		core->memories[core->num_memories++] = memory;
	}
	core->has_memories = core->num_memories;
	if (res == TEE_ERROR_ITEM_NOT_FOUND || pta_lacks(res))
		return TEE_SUCCESS;
	return res;
}

static TEE_Result adopt_state(struct core *core)
{
	uint32_t state = TEEPROC_CORE_RESET;
	TEE_Result res = pta_get_core_state(core, &state);

	if (pta_lacks(res))
		return TEE_SUCCESS;
	if (res)
		return res;
	if (state != TEEPROC_CORE_RESET) {
		IMSG("core %" PRIu32 ": found running", core->id);
		core->state = CORE_STARTED;
	}
	return TEE_SUCCESS;
}

static TEE_Result check_capabilities(struct core *core)
{
	uint32_t formats = 0;
	uint32_t protections = 0;
	TEE_Result res = pta_capabilities(core, &formats, &protections);

	if (res)
		return res;
	if (!(formats & TEEPROC_PTA_FMT_ELF) ||
	    !(protections & TEEPROC_PTA_PROT_HASH_TABLE))
		return TEE_ERROR_NOT_SUPPORTED;
	return TEE_SUCCESS;
}

static struct core *find_core(uint32_t id)
{
	size_t n = 0;

	for (n = 0; n < num_cores; n++)
		if (cores[n].id == id)
			return cores + n;
	return NULL;
}

static TEE_Result add_core(uint32_t id, struct core **added)
{
	struct core *core = cores + num_cores;
	TEE_Result res = TEE_SUCCESS;

	/* looked for once more: of two, one would not know what the other does */
	if (find_core(id))
		return TEE_ERROR_SECURITY;
	if (num_cores == CORES_MAX)
		return TEE_ERROR_OUT_OF_MEMORY;
	TEE_MemFill(core, 0, sizeof(*core));
	core->id = id;

	res = pta_open(core);
	if (res)
		return res;
	res = check_capabilities(core);
	if (!res)
		res = read_memories(core);
	if (!res)
		res = adopt_state(core);
	if (res) {
		pta_close(core);
		return res;
	}
	num_cores++;
	*added = core;
	return TEE_SUCCESS;
}

TEE_Result core_get(uint32_t id, struct core **core)
{
	TEE_Result res = TEE_SUCCESS;

	*core = find_core(id);
	if (!*core)
		res = add_core(id, core);
	/* a wrong turn must not give another one */
	if (!res && (!*core || (*core)->id != id))
		return TEE_ERROR_SECURITY;
	return res;
}

void core_close_all(void)
{
	while (num_cores)
		pta_close(cores + --num_cores);
}

void core_forget_firmware(struct core *core)
{
	core->state = CORE_OFF;
	verdict_clear(&core->verdict);
	core->segments = 0;
	if (!core->has_memories)
		core->num_memories = 0;
	core->rsc_table_pa = 0;
	core->rsc_table_size = 0;
	core->has_firmware = false;
	core->regs_known = false;
	core->has_rollback = false;
	core->raise_due = false;
	core_forbid_dump(core);
}

void core_forbid_dump(struct core *core)
{
	core->has_dump = false;
	core->debuggable = 0;
	core->debuggable_again = 0;
}

TEE_Result core_scrub(struct core *core)
{
	volatile TEE_Result res = UNDONE;
	size_t n = 0;

	core->scrubbed = 0;
	core->done = 0;
	res = pta_release(core);
	/* no error is not enough: it has been done */
	core->scrubbed = SCRUBBED ^
			 (res | (core->done ^ TEEPROC_PTA_CMD_RELEASE));
	if (!res || !core->num_memories)
		return res;
	/* once more, by another way */
	for (n = 0; n < core->num_memories; n++) {
		res = pta_zero(core, core->memories[n].da,
			       core->memories[n].size);
		if (res)
			break;
	}
	core->scrubbed = res ? 0 : SCRUBBED;
	if (res)
		EMSG("core %" PRIu32 ": not scrubbed: %#" PRIx32, core->id,
		     res);
	return res;
}

TEE_Result core_check_place(const struct core *core, uint64_t da, uint64_t size)
{
	size_t n = 0;

	/* a pseudo-TA that does not tell them checks for itself */
	if (!core->has_memories)
		return TEE_SUCCESS;
	for (n = 0; n < core->num_memories; n++) {
		const struct memory *memory = core->memories + n;

		if (da >= memory->da && size <= memory->size &&
		    da - memory->da <= memory->size - size)
			return TEE_SUCCESS;
	}
	return TEE_ERROR_ACCESS_DENIED;
}
