/* SPDX-License-Identifier: BSD-2-Clause */
/* The remote core's memory as a firmware uses it. */
#ifndef TEEPROC_MEMORY_MAP_H
#define TEEPROC_MEMORY_MAP_H

#include "report.h"

/* Areas of one kind must not overlap each other; a buffer lies in a segment or
 * a carveout quite often. */
enum area_kind {
	AREA_SEGMENT,
	AREA_CARVEOUT,
	AREA_BUFFER, /* trace, vrings, the resource table */
	AREA_KINDS,
};

struct area {
	enum area_kind kind;
	uint64_t address;
	uint64_t size;
	uint64_t file_size; /* segments: what is loaded of it */
	char name[64];
};

/**
 * struct memory_map - areas by address, and where two of a kind overlap
 * @overlaps: their kind is that of the areas
 */
struct memory_map {
	struct area *areas;
	uint32_t num_areas;
	struct area *overlaps;
	uint32_t num_overlaps;
};

/* false if there is no memory */
bool memory_map_make(struct memory_map *map, const struct report *report);
void memory_map_free(struct memory_map *map);

const char *area_kind_name(enum area_kind kind);
/* "12 KiB", "1.5 MiB", "100 bytes" */
void size_text(uint64_t size, char *text, size_t room);

#endif /* TEEPROC_MEMORY_MAP_H */
