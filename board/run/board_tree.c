// SPDX-License-Identifier: BSD-2-Clause
#include "board_tree.h"

#include <errno.h>
#include <libfdt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../soc/file.h"
#include "../soc/say.h"

#define TREE_SIZE_MAX (1024u * 1024u)

static void read_region(struct core_tree *core, const void *fdt, int node,
			const char *name)
{
	const struct memory_config *shared =
		&core->config->memories[core->config->shared];
	struct region *region = &core->regions[core->n_regions];
	const fdt64_t *reg;
	uint64_t pa;
	int size;

	reg = fdt_getprop(fdt, node, "reg", &size);
	if (!reg || size != 16 || core->n_regions == REGIONS_MAX)
		return;
	pa = fdt64_ld(reg);
	if (pa < shared->pa || pa - shared->pa >= shared->size)
		return;
	region->da = shared->da + (uint32_t)(pa - shared->pa);
	region->size = (uint32_t)fdt64_ld(reg + 1);
	snprintf(region->name, sizeof(region->name), "%s", name);
	core->n_regions++;
}

/* The node that Linux's driver of core @id binds to */
static int find_node(const void *fdt, unsigned int id)
{
	int node = -1;
	char name[32];

	snprintf(name, sizeof(name), "remoteproc-%u", id);
	do {
		node = fdt_node_offset_by_compatible(fdt, node,
						     "teeproc,remoteproc");
	} while (node >= 0 && strcmp(fdt_get_name(fdt, node, NULL), name) != 0);
	return node;
}

/* What the board calls core @id, which is what Linux makes of its number */
static const char *core_name(const void *fdt, unsigned int id)
{
	int node = fdt_node_offset_by_compatible(fdt, -1, "teeproc,board");
	int core;

	fdt_for_each_subnode(core, fdt, node) {
		const fdt32_t *reg = fdt_getprop(fdt, core, "reg", NULL);

		if (reg && fdt32_ld(reg) == id)
			return fdt_getprop(fdt, core, "teeproc,name", NULL);
	}
	return NULL;
}

static bool read_core(struct core_tree *core, const void *fdt)
{
	int node = find_node(fdt, core->config->id);
	const char *name = core_name(fdt, core->config->id);
	const fdt32_t *phandles;
	int size;

	phandles = node < 0 ? NULL :
			      fdt_getprop(fdt, node, "memory-region", &size);
	if (!name || !phandles)
		return false;
	snprintf(core->name, sizeof(core->name), "%s", name);
	for (int i = 0; i < size / 4; i++) {
		int region =
			fdt_node_offset_by_phandle(fdt, fdt32_ld(phandles + i));

		name = fdt_stringlist_get(fdt, node, "memory-region-names", i,
					  NULL);
		if (region >= 0 && name)
			read_region(core, fdt, region, name);
	}
	return true;
}

static bool read_all(struct board_tree *tree, const char *path, const void *fdt,
		     size_t size)
{
	char why[160];

	if (!board_config_read(&tree->config, fdt, size, why, sizeof(why))) {
		say("%s: %s", path, why);
		return false;
	}
	for (unsigned int i = 0; i < tree->config.n_cores; i++) {
		struct core_tree *core = &tree->cores[tree->n_cores];

		if (tree->n_cores == RUN_CORES_MAX)
			break;
		core->config = &tree->config.cores[i];
		if (!read_core(core, fdt)) {
			say("%s: core %u has no name, or no remoteproc node with memories",
			    path, core->config->id);
			return false;
		}
		tree->n_cores++;
	}
	return true;
}

bool board_tree_read(struct board_tree *tree, const char *path)
{
	size_t size;
	void *fdt = file_read(path, TREE_SIZE_MAX, &size);
	bool ok;

	if (!fdt) {
		say("%s: %s", path, strerror(errno));
		return false;
	}
	ok = read_all(tree, path, fdt, size);
	free(fdt);
	return ok;
}

const struct region *core_tree_region(const struct core_tree *core,
				      const char *name)
{
	for (unsigned int i = 0; i < core->n_regions; i++)
		if (!strcmp(core->regions[i].name, name))
			return &core->regions[i];
	return NULL;
}
