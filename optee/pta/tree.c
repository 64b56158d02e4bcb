// SPDX-License-Identifier: BSD-2-Clause
/*
 * The remote cores and their memories in a device tree.
 */
#include "tree.h"

#include "identity.h"
#include "memories.h"

#include <string.h>
#include <trace.h>
#include <util.h>

uint64_t tree_value(const fdt32_t *cells, unsigned int num)
{
	uint64_t value = 0;

	while (num--)
		value = value << 32 | fdt32_to_cpu(*cells++);
	return value;
}

const fdt32_t *tree_cells(const void *fdt, int node, const char *name,
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
	const fdt32_t *reg = tree_cells(fdt, node, "reg", 2);
	const fdt32_t *pa = tree_cells(fdt, node, "teeproc,pa", 2);

	if (!reg)
		return false;
	memory->da = tree_value(reg, 1);
	memory->size = tree_value(reg + 1, 1);
	memory->has_pa = pa;
	if (pa)
		memory->pa = tree_value(pa, 2);
	return memory->size;
}

static bool read_core(const void *fdt, int board, int node, struct core *core)
{
	const fdt32_t *reg = tree_cells(fdt, node, "reg", 1);
	int child = 0;

	/* what was read of a core that was not understood is still there */
	memset(core, 0, sizeof(*core));
	if (!reg)
		return false;
	core->id = tree_value(reg, 1);
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

int tree_read(const void *fdt, struct core_map *map)
{
	int board = fdt_node_offset_by_compatible(fdt, -1, "teeproc,board");
	int node = 0;

	if (board < 0)
		return board;
	map->untargeted =
		fdt_getprop(fdt, board, "teeproc,allow-untargeted", NULL);

	fdt_for_each_subnode(node, fdt, board) {
		if (fdt_node_check_compatible(fdt, node, "teeproc,board-core"))
			continue;
		if (map->num_cores == CORES_MAX) {
			EMSG("remoteproc: more than %d cores", CORES_MAX);
			break;
		}
		if (read_core(fdt, board, node, map->cores + map->num_cores))
			map->num_cores++;
		else
			EMSG("remoteproc: %s: not understood",
			     fdt_get_name(fdt, node, NULL));
	}
	IMSG("remoteproc: %zu cores", map->num_cores);
	return board;
}
