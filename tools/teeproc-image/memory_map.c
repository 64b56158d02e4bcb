// SPDX-License-Identifier: BSD-2-Clause
#include "memory_map.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../image/bytes.h"

static struct area *add(struct area **areas, uint32_t *num)
{
	struct area *more = realloc(*areas, (*num + 1) * sizeof(*more));

	if (!more)
		return NULL;
	*areas = more;
	more += (*num)++;
	memset(more, 0, sizeof(*more));
	return more;
}

static bool add_segments(struct memory_map *map, const struct report *report)
{
	const struct report_segment *segment;
	struct area *area;
	char flags[4];
	uint32_t i;

	for (i = 0; i < report->num_segments; i++) {
		segment = &report->segments[i];
		if (segment->phdr.type != TEEPROC_PT_LOAD ||
		    !segment->phdr.memsz ||
		    !range_inside(segment->phdr.paddr, segment->phdr.memsz,
				  UINT64_C(1) << 32))
			continue;
		area = add(&map->areas, &map->num_areas);
		if (!area)
			return false;
		flags_text(segment->phdr.flags, flags);
		area->kind = AREA_SEGMENT;
		area->address = segment->phdr.paddr;
		area->size = segment->phdr.memsz;
		area->file_size = segment->phdr.filesz;
		snprintf(area->name, sizeof(area->name), "segment %u %s",
			 segment->index, flags);
		if (report->num_images > 1)
			snprintf(area->name, sizeof(area->name),
				 "image %u segment %u %s", segment->image,
				 segment->index, flags);
	}
	return true;
}

static bool add_buffer(struct memory_map *map, enum area_kind kind,
		       uint32_t address, uint32_t size, const char *type,
		       const char *name)
{
	struct area *area;

	if (address == TEEPROC_RSC_ADDR_ANY)
		return true; /* nobody knows yet */
	area = add(&map->areas, &map->num_areas);
	if (!area)
		return false;
	area->kind = kind;
	area->address = address;
	area->size = size;
	snprintf(area->name, sizeof(area->name), "%s%s%s", type,
		 name[0] ? " " : "", name);
	return true;
}

static bool add_entry(struct memory_map *map,
		      const struct teeproc_rsc_entry *entry)
{
	char name[32];
	uint32_t i;

	switch (entry->type) {
	case TEEPROC_RSC_CARVEOUT:
	case TEEPROC_RSC_DEVMEM:
		return add_buffer(map, AREA_CARVEOUT, entry->da, entry->len,
				  rsc_type_name(entry->type), entry->name);
	case TEEPROC_RSC_TRACE:
		return add_buffer(map, AREA_BUFFER, entry->da, entry->len,
				  rsc_type_name(entry->type), entry->name);
	}
	for (i = 0; i < entry->num_vrings; i++) {
		snprintf(name, sizeof(name), "%u of vdev %u", i, entry->id);
		if (!add_buffer(map, AREA_BUFFER, entry->vring[i].da,
				entry->vring[i].size, "vring", name))
			return false;
	}
	return true;
}

static int by_address(const void *left, const void *right)
{
	const struct area *a = left, *b = right;

	if (a->address != b->address)
		return a->address < b->address ? -1 : 1;
	return (int)a->kind - (int)b->kind;
}

static bool find_overlaps(struct memory_map *map)
{
	const struct area *a, *b;
	struct area *overlap;
	uint64_t end;

	for (a = map->areas; a < map->areas + map->num_areas; a++)
		for (b = a + 1; b < map->areas + map->num_areas; b++) {
			if (b->address - a->address >= a->size)
				break;
			if (a->kind != b->kind || !b->size)
				continue;
			overlap = add(&map->overlaps, &map->num_overlaps);
			if (!overlap)
				return false;
			end = a->address + a->size;
			if (b->address + b->size < end)
				end = b->address + b->size;
			overlap->kind = a->kind;
			overlap->address = b->address;
			overlap->size = end - b->address;
			snprintf(overlap->name, sizeof(overlap->name),
				 "%.28s and %.28s", a->name, b->name);
		}
	return true;
}

bool memory_map_make(struct memory_map *map, const struct report *report)
{
	struct teeproc_rsc_entry entry;
	bool done;
	uint32_t i;

	*map = (struct memory_map){ 0 };
	done = add_segments(map, report);
	if (done && report->rsc_table)
		done = add_buffer(map, AREA_BUFFER, report->rsc_da,
				  report->rsc_size, "resource table", "");
	for (i = 0; done && report->rsc_table && !report->rsc_reason &&
		    i < report->rsc_num;
	     i++) {
		teeproc_rsc_entry(report->rsc_table, report->rsc_size, i,
				  &entry);
		done = add_entry(map, &entry);
	}
	if (done && map->num_areas) {
		qsort(map->areas, map->num_areas, sizeof(*map->areas),
		      by_address);
		done = find_overlaps(map);
		if (map->num_overlaps)
			qsort(map->overlaps, map->num_overlaps,
			      sizeof(*map->overlaps), by_address);
	}
	return done;
}

void memory_map_free(struct memory_map *map)
{
	free(map->areas);
	free(map->overlaps);
	*map = (struct memory_map){ 0 };
}

const char *area_kind_name(enum area_kind kind)
{
	static const char *const names[AREA_KINDS] = { "segment", "carveout",
						       "buffer" };

	return names[kind];
}

void size_text(uint64_t size, char *text, size_t room)
{
	static const char *const units[] = { "bytes", "KiB", "MiB", "GiB" };
	unsigned int unit = 0;
	double number = (double)size;

	while (unit < 3 && number >= 1024 &&
	       (size % 1024 == 0 || number >= 10 * 1024)) {
		number /= 1024;
		size = size % 1024 ? 1 : size / 1024;
		unit++;
	}
	snprintf(text, room, "%.*f %s",
		 number == (double)(uint64_t)number ? 0 : 1, number,
		 units[unit]);
}
