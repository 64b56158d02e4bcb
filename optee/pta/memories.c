// SPDX-License-Identifier: BSD-2-Clause
/*
 * The remote cores and their memories.
 *
 * The external device tree lies in normal memory and is gone, or changed, once
 * Linux runs. What is needed of it is read at initialisation, when only the
 * boot chain has written it.
 */
#include "memories.h"

#include "identity.h"

#include <initcall.h>
#include <kernel/dt.h>
#include <libfdt.h>
#include <string.h>
#include <trace.h>
#include <util.h>

#define CORES_MAX 8
#define CORE_MEMORIES_MAX 8

struct core {
	uint32_t id;
	bool direct; /* in the charge of the normal world */
	struct teeproc_identity identity;
	size_t num_memories;
	struct memory memories[CORE_MEMORIES_MAX];
};

static struct core cores[CORES_MAX];
static size_t num_cores;
static bool untargeted; /* images that name no core are taken */
static paddr_t page_list_pa;
static size_t page_list_size;

static uint64_t read_cells(const fdt32_t *cells, unsigned int num)
{
	uint64_t value = 0;

	while (num--)
		value = value << 32 | fdt32_to_cpu(*cells++);
	return value;
}

/* A property of exactly @num cells, NULL if it is not. */
static const fdt32_t *get_cells(const void *fdt, int node, const char *name,
				unsigned int num)
{
	int len = 0;
	const fdt32_t *cells = fdt_getprop(fdt, node, name, &len);

	if (!cells || len < 0 || (size_t)len != num * sizeof(*cells))
		return NULL;
	return cells;
}

static bool read_memory(const void *fdt, int node, struct memory *memory)
{
	const fdt32_t *reg = get_cells(fdt, node, "reg", 2);
	const fdt32_t *pa = get_cells(fdt, node, "teeproc,pa", 2);

	if (!reg)
		return false;
	memory->da = read_cells(reg, 1);
	memory->size = read_cells(reg + 1, 1);
	memory->has_pa = pa;
	if (pa)
		memory->pa = read_cells(pa, 2);
	return memory->size;
}

static bool read_core(const void *fdt, int board, int node, struct core *core)
{
	const fdt32_t *reg = get_cells(fdt, node, "reg", 1);
	int child = 0;

	/* what was read of a core that was not understood is still there */
	memset(core, 0, sizeof(*core));
	if (!reg)
		return false;
	core->id = read_cells(reg, 1);
	core->direct = fdt_getprop(fdt, node, "teeproc,direct-mode", NULL);
	if (!identity_read(fdt, board, node, &core->identity))
		return false;

	fdt_for_each_subnode(child, fdt, node) {
		if (core->num_memories == CORE_MEMORIES_MAX)
			return false;
		if (!read_memory(fdt, child,
				 core->memories + core->num_memories))
			return false;
		core->num_memories++;
	}
	return true;
}

static TEE_Result read_board(void)
{
	const void *fdt = get_external_dt();
	const fdt32_t *list = NULL;
	int board = 0;
	int node = 0;

	num_cores = 0;
	page_list_size = 0;
	untargeted = false;
	if (!fdt)
		return TEE_SUCCESS;
	board = fdt_node_offset_by_compatible(fdt, -1, "teeproc,board");
	if (board < 0)
		return TEE_SUCCESS;

	untargeted = fdt_getprop(fdt, board, "teeproc,allow-untargeted", NULL);
	list = get_cells(fdt, board, "teeproc,dma-list", 4);
	if (list) {
		page_list_pa = read_cells(list, 2);
		page_list_size = read_cells(list + 2, 2);
	}

	fdt_for_each_subnode(node, fdt, board) {
		if (fdt_node_check_compatible(fdt, node, "teeproc,board-core"))
			continue;
		if (num_cores == CORES_MAX) {
			EMSG("remoteproc: more than %d cores", CORES_MAX);
			break;
		}
		if (read_core(fdt, board, node, cores + num_cores))
			num_cores++;
		else
			EMSG("remoteproc: %s: not understood",
			     fdt_get_name(fdt, node, NULL));
	}
	IMSG("remoteproc: %zu cores", num_cores);
	return TEE_SUCCESS;
}
service_init(read_board);

static const struct core *find_core(uint32_t id)
{
	size_t n = 0;

	for (n = 0; n < num_cores; n++)
		if (cores[n].id == id)
			return cores + n;
	return NULL;
}

TEE_Result memories_check_core(uint32_t id)
{
	const struct core *core = find_core(id);

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
	return untargeted;
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

bool memories_page_list(paddr_t *pa, size_t *size)
{
	*pa = page_list_pa;
	*size = page_list_size;
	return page_list_size;
}
