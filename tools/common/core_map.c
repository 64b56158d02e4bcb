// SPDX-License-Identifier: BSD-2-Clause
#include "core_map.h"

#include <libfdt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A tree that is being read, and the node of the core */
struct reading {
	const void *fdt;
	int node;
	struct core_map *core;
	char *why;
	size_t why_size;
};

static bool fail(const struct reading *reading, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static bool fail(const struct reading *reading, const char *format, ...)
{
	va_list args;
	int used = 0;

	if (reading->core)
		used = snprintf(reading->why, reading->why_size,
				"%s: ", reading->core->name);
	va_start(args, format);
	vsnprintf(reading->why + used, reading->why_size - used, format, args);
	va_end(args);
	return false;
}

static void copy_name(char name[32], const char *from, size_t size)
{
	snprintf(name, 32, "%.*s", (int)size, from);
}

/* One number of one or two cells; the next one's place is left in @cells. */
static uint64_t take(const fdt32_t **cells, int n)
{
	uint64_t number = 0;

	while (n--)
		number = number << 32 | fdt32_ld((*cells)++);
	return number;
}

/*
 * Where the core sees [pa, pa + size), by its dma-ranges: the core's addresses have
 * one cell there and sizes too, those of its parent as many as that says.
 */
static bool translate(const struct reading *reading, uint64_t pa, uint64_t size,
		      uint32_t *da)
{
	int parent = fdt_parent_offset(reading->fdt, reading->node);
	int n = fdt_address_cells(reading->fdt, parent);
	const fdt32_t *cells;
	int length;

	cells = fdt_getprop(reading->fdt, reading->node, "dma-ranges", &length);
	if (!cells || n < 1 || n > 2)
		return false;
	for (int left = length / 4; left >= 2 + n; left -= 2 + n) {
		uint64_t range_da = take(&cells, 1);
		uint64_t range_pa = take(&cells, n);
		uint64_t range_size = take(&cells, 1);

		if (pa < range_pa || size > range_size ||
		    pa - range_pa > range_size - size ||
		    range_da + (pa - range_pa) + size > UINT32_MAX)
			continue;
		*da = (uint32_t)(range_da + (pa - range_pa));
		return true;
	}
	return false;
}

static bool add_place(struct core_place *places, unsigned int *n,
		      const struct core_place *place)
{
	if (*n == CORE_MAP_PLACES_MAX)
		return false;
	places[(*n)++] = *place;
	return true;
}

/* @cells: of a reg property, in @node's parent's form */
static bool read_region(const struct reading *reading, int node,
			const fdt32_t **cells, const char *name)
{
	int parent = fdt_parent_offset(reading->fdt, node);
	struct core_map *core = reading->core;
	struct core_place place = { .linux_reaches = true };
	uint64_t pa = take(cells, fdt_address_cells(reading->fdt, parent));
	uint64_t size = take(cells, fdt_size_cells(reading->fdt, parent));

	copy_name(place.name, name, strlen(name));
	if (!translate(reading, pa, size, &place.da))
		return fail(reading, "%s, 0x%llx, is in no dma-ranges entry",
			    name, (unsigned long long)pa);
	place.size = (uint32_t)size;
	return add_place(core->regions, &core->n_regions, &place) ||
	       fail(reading, "more than %u memories", CORE_MAP_PLACES_MAX);
}

/* How many cells one address and size of @node's reg take; 0: out of bounds */
static int reg_cells(const struct reading *reading, int node)
{
	int parent = fdt_parent_offset(reading->fdt, node);
	int address = fdt_address_cells(reading->fdt, parent);
	int size = fdt_size_cells(reading->fdt, parent);

	return address < 1 || address > 2 || size < 1 || size > 2 ?
		       0 :
		       address + size;
}

static bool read_own_memories(const struct reading *reading)
{
	const void *fdt = reading->fdt;
	int n = reg_cells(reading, reading->node);
	const fdt32_t *cells;
	int length;

	cells = fdt_getprop(fdt, reading->node, "reg", &length);
	if (!cells)
		return true;
	if (!n)
		return fail(reading,
			    "reg: cells of another size than one or two");
	for (int i = 0; i < length / 4 / n; i++) {
		const char *name = fdt_stringlist_get(fdt, reading->node,
						      "reg-names", i, NULL);

		if (!name)
			return fail(reading, "reg-names: one for each memory");
		if (!read_region(reading, reading->node, &cells, name))
			return false;
	}
	return true;
}

static bool read_reserved(const struct reading *reading, uint32_t phandle,
			  const char *name)
{
	int node = fdt_node_offset_by_phandle(reading->fdt, phandle);
	const fdt32_t *cells;
	int length;

	cells = node < 0 ? NULL :
			   fdt_getprop(reading->fdt, node, "reg", &length);
	if (!cells)
		return fail(reading, "memory-region %s: no node with reg",
			    name);
	if (!reg_cells(reading, node) || length / 4 < reg_cells(reading, node))
		return fail(reading, "memory-region %s: no address and size",
			    name);
	return read_region(reading, node, &cells, name);
}

static bool read_memory_regions(const struct reading *reading)
{
	const fdt32_t *phandles;
	int length;

	phandles = fdt_getprop(reading->fdt, reading->node, "memory-region",
			       &length);
	for (int i = 0; phandles && i < length / 4; i++) {
		const char *name =
			fdt_stringlist_get(reading->fdt, reading->node,
					   "memory-region-names", i, NULL);

		if (!name)
			return fail(reading,
				    "memory-region-names: one for each memory");
		if (!read_reserved(reading, fdt32_ld(phandles + i), name))
			return false;
	}
	return true;
}

static uint32_t cell_of(const void *fdt, int node, const char *name, int index,
			uint32_t otherwise)
{
	int length;
	const fdt32_t *cells = fdt_getprop(fdt, node, name, &length);

	return cells && length / 4 > index ? fdt32_ld(cells + index) :
					     otherwise;
}

/* The board's own node of this core: the one with the same mailbox */
static int find_board_core(const struct reading *reading)
{
	const void *fdt = reading->fdt;
	int board = fdt_node_offset_by_compatible(fdt, -1, "teeproc,board");
	uint32_t mailbox = cell_of(fdt, reading->node, "mboxes", 0, 0);
	int node;

	if (board < 0 || !mailbox)
		return -1;
	fdt_for_each_subnode(node, fdt, board)
		if (cell_of(fdt, node, "teeproc,mailbox", 0, 0) == mailbox)
			return node;
	return -1;
}

static bool read_board_core(const struct reading *reading, int board_core)
{
	const void *fdt = reading->fdt;
	struct core_map *core = reading->core;
	const char *name = fdt_getprop(fdt, board_core, "teeproc,name", NULL);
	const char *kind =
		fdt_stringlist_get(fdt, board_core, "compatible", 0, NULL);
	int node;

	if (name)
		copy_name(core->name, name, strlen(name));
	core->kind = kind ? core_kind_find(kind) : NULL;
	if (!core->kind)
		return fail(reading, "%s: no such kind of core",
			    kind ? kind : "no compatible");
	core->boot_address =
		cell_of(fdt, board_core, "teeproc,boot-address", 0, 0);
	core->all_memories = true;
	fdt_for_each_subnode(node, fdt, board_core) {
		const char *node_name = fdt_get_name(fdt, node, NULL);
		struct core_place place = {
			.da = cell_of(fdt, node, "reg", 0, 0),
			.size = cell_of(fdt, node, "reg", 1, 0),
			.linux_reaches =
				fdt_getprop(fdt, node, "teeproc,pa", NULL),
		};

		copy_name(place.name, node_name, strcspn(node_name, "@"));
		if (!add_place(core->memories, &core->n_memories, &place))
			return fail(reading, "more than %u memories",
				    CORE_MAP_PLACES_MAX);
	}
	return true;
}

/* The alias remoteprocN that ends with the node's name: an overlay's path differs */
static uint32_t alias_number(const void *fdt, const char *node_name,
			     uint32_t otherwise)
{
	for (uint32_t i = 0; i < CORE_MAPS_MAX; i++) {
		char alias[32];
		const char *path;
		const char *slash;
		int node = -1;

		snprintf(alias, sizeof(alias), "remoteproc%u", i);
		while ((node = fdt_next_node(fdt, node, NULL)) >= 0) {
			if (strcmp(fdt_get_name(fdt, node, NULL), "aliases"))
				continue;
			path = fdt_getprop(fdt, node, alias, NULL);
			slash = path ? strrchr(path, '/') : NULL;
			if (slash && !strcmp(slash + 1, node_name))
				return i;
		}
	}
	return otherwise;
}

static bool read_core(struct reading *reading, uint32_t index)
{
	const void *fdt = reading->fdt;
	struct core_map *core = reading->core;
	const char *name = fdt_get_name(fdt, reading->node, NULL);
	int board_core;

	copy_name(core->name, name, strlen(name));
	core->direct = !fdt_getprop(fdt, reading->node, "teeproc,tee", NULL);
	core->id = cell_of(fdt, reading->node, "teeproc,tee", 1,
			   alias_number(fdt, name, index));
	board_core = find_board_core(reading);
	if (board_core >= 0 && !read_board_core(reading, board_core))
		return false;
	if (!read_own_memories(reading) || !read_memory_regions(reading))
		return false;
	/* of a real board the tree tells what Linux reaches, and nothing else */
	if (board_core < 0) {
		memcpy(core->memories, core->regions, sizeof(core->memories));
		core->n_memories = core->n_regions;
		core->all_memories = core->direct;
	}
	return core->n_memories ||
	       fail(reading, "neither memory-region nor reg");
}

static int by_id(const void *a, const void *b)
{
	const struct core_map *left = a;
	const struct core_map *right = b;

	return (left->id > right->id) - (left->id < right->id);
}

bool core_maps_read(struct core_maps *maps, const void *fdt, size_t size,
		    char *why, size_t why_size)
{
	struct reading reading = {
		.fdt = fdt, .node = -1, .why = why, .why_size = why_size
	};

	*maps = (struct core_maps){ .n = 0 };
	if (fdt_check_full(fdt, size))
		return fail(&reading, "no device tree blob");
	for (;;) {
		reading.node =
			fdt_node_offset_by_compatible(fdt, reading.node,
						      "teeproc,remoteproc");
		if (reading.node < 0)
			break;
		reading.core = NULL;
		if (maps->n == CORE_MAPS_MAX)
			return fail(&reading, "more than %u cores",
				    CORE_MAPS_MAX);
		reading.core = &maps->cores[maps->n];
		if (!read_core(&reading, maps->n))
			return false;
		maps->n++;
	}
	qsort(maps->cores, maps->n, sizeof(maps->cores[0]), by_id);
	reading.core = NULL;
	return maps->n ||
	       fail(&reading, "no node is compatible with teeproc,remoteproc");
}

const struct core_map *core_maps_find(const struct core_maps *maps,
				      const char *name)
{
	for (unsigned int i = 0; i < maps->n; i++) {
		char number[16];

		snprintf(number, sizeof(number), "%u", maps->cores[i].id);
		if (!strcmp(maps->cores[i].name, name) || !strcmp(number, name))
			return &maps->cores[i];
	}
	return NULL;
}

static bool holds(const struct core_place *place, uint64_t da, uint64_t size)
{
	return da >= place->da && size <= place->size &&
	       da - place->da <= place->size - size;
}

const struct core_place *core_map_memory(const struct core_map *core,
					 uint64_t da, uint64_t size)
{
	for (unsigned int i = 0; i < core->n_memories; i++)
		if (holds(&core->memories[i], da, size))
			return &core->memories[i];
	return NULL;
}

const struct core_place *core_map_region(const struct core_map *core,
					 const char *name)
{
	for (unsigned int i = 0; i < core->n_regions; i++)
		if (!strcmp(core->regions[i].name, name))
			return &core->regions[i];
	return NULL;
}

bool core_map_linux_reaches(const struct core_map *core, uint64_t da,
			    uint64_t size)
{
	const struct core_place *memory = core_map_memory(core, da, size);

	return memory && memory->linux_reaches;
}
