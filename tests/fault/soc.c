// SPDX-License-Identifier: BSD-2-Clause
#include "soc.h"

#include "bail_out.h"
#include "shim/shim.h"

#include <stdlib.h>
#include <string.h>

static unsigned long changes;

void soc_open(struct soc *copy)
{
	unsigned int m;

	copy->pta = fake_pta;
	copy->changes = changes;
	for (m = 0; m < FAKE_MEMORIES; m++) {
		const struct fake_memory *memory =
			fake_pta.cores[SOC_CORE].memories + m;

		copy->memories[m] = malloc(memory->size);
		if (!copy->memories[m])
			bail_out("no memory");
		memcpy(copy->memories[m], memory->bytes, memory->size);
	}
}

void soc_close(struct soc *copy)
{
	unsigned int m;

	for (m = 0; m < FAKE_MEMORIES; m++)
		free(copy->memories[m]);
}

void soc_keep(struct soc *copy)
{
	const struct fake_core *core = fake_pta.cores + SOC_CORE;
	unsigned int m;

	for (m = 0; soc_has_changed(copy) && m < FAKE_MEMORIES; m++)
		memcpy(copy->memories[m], core->memories[m].bytes,
		       core->memories[m].size);
	copy->pta = fake_pta;
	copy->changes = changes;
}

void soc_put_back(const struct soc *copy)
{
	const struct fake_core *core = fake_pta.cores + SOC_CORE;
	unsigned int m;

	for (m = 0; soc_has_changed(copy) && m < FAKE_MEMORIES; m++)
		memcpy(core->memories[m].bytes, copy->memories[m],
		       core->memories[m].size);
	fake_pta = copy->pta;
	changes = copy->changes;
}

bool soc_has_changed(const struct soc *copy)
{
	return changes != copy->changes;
}

/* Commands that leave the memories as they are */
static bool only_looks(uint32_t command)
{
	static const uint32_t commands[] = {
		TEEPROC_PTA_CMD_HW_CAPABILITIES, TEEPROC_PTA_CMD_STOP,
		TEEPROC_PTA_CMD_DA_TO_PA,	 TEEPROC_PTA_CMD_VERIFY_DIGEST,
		TEEPROC_PTA_CMD_GET_COUNTER,	 TEEPROC_PTA_CMD_READ_MEMORY,
		TEEPROC_PTA_CMD_READ_REGISTERS,	 TEEPROC_PTA_CMD_GET_MEMORY,
		TEEPROC_PTA_CMD_GET_CORE_STATE,	 TEEPROC_PTA_CMD_GET_MACHINE,
	};
	size_t n;

	for (n = 0; n < sizeof(commands) / sizeof(commands[0]); n++)
		if (commands[n] == command)
			return true;
	return false;
}

TEE_Result soc_invoke(uint32_t command, uint32_t types,
		      TEE_Param params[TEE_NUM_PARAMS])
{
	if (!only_looks(command))
		changes++;
	return fake_pta_invoke(command, types, params);
}
