// SPDX-License-Identifier: BSD-2-Clause
/*
 * The remote cores and their memories.
 *
 * The platform is asked once, at initialisation, and what it says then holds.
 */
#include "memories.h"

#include "platform.h"

#include <initcall.h>
#include <inttypes.h>
#include <string.h>
#include <tee_api_defines.h>
#include <trace.h>

static struct core_map map;
/* Why there is none: the map is empty then. */
static TEE_Result described = TEE_ERROR_BAD_STATE;

/* GET_MEMORY has 32 bits for a size */
static bool memory_is_sound(const struct memory *memory)
{
	return memory->size && memory->size <= UINT32_MAX &&
	       memory->da <= UINT64_MAX - memory->size;
}

static bool is_sound(const struct core_map *given)
{
	size_t core = 0;
	size_t n = 0;

	if (given->num_cores > CORES_MAX)
		return false;
	for (core = 0; core < given->num_cores; core++) {
		if (given->cores[core].num_memories > CORE_MEMORIES_MAX)
			return false;
		for (n = 0; n < given->cores[core].num_memories; n++)
			if (!memory_is_sound(given->cores[core].memories + n))
				return false;
	}
	return true;
}

static TEE_Result read_map(void)
{
	memset(&map, 0, sizeof(map));
	described = rproc_platform.describe(&map);
	if (!described && !is_sound(&map))
		described = TEE_ERROR_GENERIC;
	if (described) {
		EMSG("remoteproc: the platform does not say which cores it has: %#" PRIx32,
		     described);
		memset(&map, 0, sizeof(map));
	}
	return TEE_SUCCESS;
}
service_init(read_map);

static const struct core *find_core(uint32_t id)
{
	size_t n = 0;

	for (n = 0; n < map.num_cores; n++)
		if (map.cores[n].id == id)
			return map.cores + n;
	return NULL;
}

TEE_Result memories_check_core(uint32_t id)
{
	const struct core *core = find_core(id);

	if (described)
		return described;
	if (!core)
		return TEE_ERROR_ITEM_NOT_FOUND;
	if (core->direct)
		return TEE_ERROR_ACCESS_DENIED;
	return TEE_SUCCESS;
}

const struct teeproc_identity *memories_identity(uint32_t id)
{
	const struct core *core = find_core(id);

	return core ? &core->identity : NULL;
}

bool memories_allow_untargeted(void)
{
	return map.untargeted;
}

const struct memory *memories_get(uint32_t id, size_t index)
{
	const struct core *core = find_core(id);

	if (!core || index >= core->num_memories)
		return NULL;
	return core->memories + index;
}

const struct memory *memories_find(uint32_t id, uint64_t da, uint64_t size)
{
	const struct memory *memory = NULL;
	size_t n = 0;

	for (n = 0; (memory = memories_get(id, n)); n++)
		if (da >= memory->da && da - memory->da <= memory->size &&
		    size <= memory->size - (da - memory->da))
			return memory;
	return NULL;
}
