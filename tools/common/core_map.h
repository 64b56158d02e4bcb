/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a firmware can rely on, from a board's device tree (a blob, or an overlay
 * that brings the nodes): the memories of each core, what Linux reaches of them,
 * and what it has for vrings and buffers. The bindings are in linux/bindings; a node
 * "teeproc,board", which the virtual board has, tells of the other memories as well.
 */
#ifndef TEEPROC_CORE_MAP_H
#define TEEPROC_CORE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core_kind.h"

#define CORE_MAPS_MAX 8u
#define CORE_MAP_PLACES_MAX 16u

/**
 * struct core_place - memory as the core sees it; it ends below 4 GiB
 * @name: of the node, without its address, or what Linux has it for
 * @linux: Linux reaches it
 */
struct core_place {
	char name[32];
	uint32_t da;
	uint32_t size;
	bool linux_reaches;
};

/**
 * struct core_map - one core
 * @name: the board's name for it, or that of its node
 * @id: its number at the TEE, or at Linux in direct mode
 * @direct: Linux loads it, and no TEE
 * @memories: what firmware can be loaded to
 * @all_memories: there are no others; else the TEE may know some
 * @regions: what Linux has for one purpose, such as vdev0vring0
 * @kind: what it is, of the virtual board's kinds; NULL: not known
 * @boot_address: where it begins if nothing is where it looks first
 */
struct core_map {
	char name[32];
	uint32_t id;
	bool direct;
	struct core_place memories[CORE_MAP_PLACES_MAX];
	unsigned int n_memories;
	bool all_memories;
	struct core_place regions[CORE_MAP_PLACES_MAX];
	unsigned int n_regions;
	const struct core_kind *kind;
	uint32_t boot_address;
};

struct core_maps {
	struct core_map cores[CORE_MAPS_MAX]; /* in the order of their ids */
	unsigned int n;
};

/* False, with a sentence in @why, if @fdt does not describe such a board. */
bool core_maps_read(struct core_maps *maps, const void *fdt, size_t size,
		    char *why, size_t why_size);

/* By name or number; NULL if there is none */
const struct core_map *core_maps_find(const struct core_maps *maps,
				      const char *name);

/* The memory that holds [da, da + size), or NULL */
const struct core_place *core_map_memory(const struct core_map *core,
					 uint64_t da, uint64_t size);
/* NULL if it has none of that name */
const struct core_place *core_map_region(const struct core_map *core,
					 const char *name);
/* Does Linux reach all of it? */
bool core_map_linux_reaches(const struct core_map *core, uint64_t da,
			    uint64_t size);

#endif /* TEEPROC_CORE_MAP_H */
