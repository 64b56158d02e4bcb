// SPDX-License-Identifier: BSD-2-Clause
#include "maker.h"

#include <string.h>

#define NAMES_AT 1u /* the first name stands behind the empty one */

void poke16(uint8_t *at, uint32_t value)
{
	at[0] = (uint8_t)value;
	at[1] = (uint8_t)(value >> 8);
}

void poke32(uint8_t *at, uint32_t value)
{
	poke16(at, value);
	poke16(at + 2, value >> 16);
}

uint32_t peek32(const uint8_t *at)
{
	return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
	       (uint32_t)at[3] << 24;
}

static void poke64(uint8_t *at, uint64_t value)
{
	poke32(at, (uint32_t)value);
	poke32(at + 4, (uint32_t)(value >> 32));
}

void maker_fill(uint8_t *bytes, size_t size, uint64_t address)
{
	uint64_t state = address * 2654435761u + 1;
	size_t i;

	for (i = 0; i < size; i++) {
		state = state * UINT64_C(6364136223846793005) +
			1442695040888963407u;
		bytes[i] = (uint8_t)(state >> 56);
	}
}

/* Sizes and places of a file's parts */
struct parts {
	size_t ehdr, phdr, shdr;
	size_t segment[MAKER_SEGMENTS_MAX];
	size_t names, names_size, sections, end;
};

static size_t align8(size_t at)
{
	return (at + 7) & ~(size_t)7;
}

static void lay_out(const struct maker *maker, struct parts *parts)
{
	size_t at;
	uint32_t i;

	parts->ehdr = maker->is64 ? 64 : 52;
	parts->phdr = maker->is64 ? 56 : 32;
	parts->shdr = maker->is64 ? 64 : 40;
	at = parts->ehdr + maker->num * parts->phdr;
	for (i = 0; i < maker->num; i++) {
		at = align8(at);
		parts->segment[i] = at;
		at += maker->segments[i].file_size;
	}
	parts->names = at;
	if (maker->section) {
		parts->names_size = NAMES_AT + strlen(maker->section) + 1 +
				    sizeof(".shstrtab");
		parts->sections = align8(at + parts->names_size);
		at = parts->sections + 3 * parts->shdr;
	}
	parts->end = at;
}

static void put_ehdr(const struct maker *maker, const struct parts *parts,
		     uint8_t *out)
{
	uint8_t *tail = out + parts->ehdr - 12;

	memcpy(out, "\177ELF", 4);
	out[4] = maker->is64 ? 2 : 1;
	out[5] = 1;
	out[6] = 1;
	poke16(out + 16, 2);
	poke16(out + 18, maker->machine);
	poke32(out + 20, 1);
	if (maker->is64) {
		poke64(out + 24, maker->segments[0].address);
		poke64(out + 32, parts->ehdr);
		poke64(out + 40, parts->sections);
	} else {
		poke32(out + 24, (uint32_t)maker->segments[0].address);
		poke32(out + 28, (uint32_t)parts->ehdr);
		poke32(out + 32, (uint32_t)parts->sections);
	}
	poke16(tail, (uint32_t)parts->ehdr);
	poke16(tail + 2, (uint32_t)parts->phdr);
	poke16(tail + 4, maker->num);
	poke16(tail + 6, (uint32_t)parts->shdr);
	poke16(tail + 8, maker->section ? 3 : 0);
	poke16(tail + 10, maker->section ? 2 : 0);
}

static void put_phdr(const struct maker *maker, uint8_t *at,
		     const struct maker_segment *segment, size_t offset)
{
	poke32(at, segment->type);
	if (maker->is64) {
		poke32(at + 4, segment->flags);
		poke64(at + 8, offset);
		poke64(at + 16, segment->address);
		poke64(at + 24, segment->address);
		poke64(at + 32, segment->file_size);
		poke64(at + 40, segment->memory_size);
		poke64(at + 48, 8);
		return;
	}
	poke32(at + 4, (uint32_t)offset);
	poke32(at + 8, (uint32_t)segment->address);
	poke32(at + 12, (uint32_t)segment->address);
	poke32(at + 16, (uint32_t)segment->file_size);
	poke32(at + 20, (uint32_t)segment->memory_size);
	poke32(at + 24, segment->flags);
	poke32(at + 28, 8);
}

static void put_shdr(const struct maker *maker, uint8_t *at, uint32_t name,
		     uint32_t type, uint64_t address, size_t offset,
		     uint64_t size)
{
	poke32(at, name);
	poke32(at + 4, type);
	if (maker->is64) {
		poke64(at + 16, address);
		poke64(at + 24, offset);
		poke64(at + 32, size);
		return;
	}
	poke32(at + 12, (uint32_t)address);
	poke32(at + 16, (uint32_t)offset);
	poke32(at + 20, (uint32_t)size);
}

static void put_sections(const struct maker *maker, const struct parts *parts,
			 uint8_t *out)
{
	uint8_t *names = out + parts->names + NAMES_AT;
	uint32_t second = NAMES_AT + (uint32_t)strlen(maker->section) + 1, i;
	const struct maker_segment *segment;
	size_t offset = 0;

	strcpy((char *)names, maker->section);
	strcpy((char *)out + parts->names + second, ".shstrtab");
	for (i = 0; i < maker->num; i++) {
		segment = &maker->segments[i];
		if (segment->type == TEEPROC_PT_LOAD &&
		    maker->section_address - segment->address <
			    segment->file_size)
			offset = parts->segment[i] + maker->section_address -
				 segment->address;
	}
	put_shdr(maker, out + parts->sections + parts->shdr, NAMES_AT, 1,
		 maker->section_address, offset, maker->section_size);
	put_shdr(maker, out + parts->sections + 2 * parts->shdr, second, 3, 0,
		 parts->names, parts->names_size);
}

size_t maker_elf(const struct maker *maker, uint8_t *out, size_t room)
{
	struct parts parts = { 0 };
	uint32_t i;

	lay_out(maker, &parts);
	if (parts.end > room)
		return 0;
	memset(out, 0, parts.end);
	put_ehdr(maker, &parts, out);
	for (i = 0; i < maker->num; i++) {
		const struct maker_segment *segment = &maker->segments[i];
		uint8_t *bytes = out + parts.segment[i];

		put_phdr(maker, out + parts.ehdr + i * parts.phdr, segment,
			 parts.segment[i]);
		if (segment->data)
			memcpy(bytes, segment->data, segment->file_size);
		else
			maker_fill(bytes, segment->file_size, segment->address);
	}
	if (maker->section)
		put_sections(maker, &parts, out);
	return parts.end;
}

void rsc_begin(struct rsc_maker *rsc, uint8_t *table, uint32_t entries)
{
	*rsc = (struct rsc_maker){ table, entries, 0, 16 + 4 * entries };
	memset(table, 0, rsc->size);
	poke32(table, 1);
	poke32(table + 4, entries);
}

static uint8_t *rsc_add(struct rsc_maker *rsc, uint32_t type, uint32_t size)
{
	uint8_t *at = rsc->table + rsc->size;

	poke32(rsc->table + 16 + 4 * rsc->num++, rsc->size);
	memset(at, 0, size);
	poke32(at, type);
	rsc->size += size;
	return at;
}

uint32_t rsc_memory(struct rsc_maker *rsc, uint32_t type, uint32_t da,
		    uint32_t len, const char *name)
{
	uint8_t *at = rsc_add(rsc, type, 56);

	poke32(at + 4, da);
	poke32(at + 8, TEEPROC_RSC_ADDR_ANY);
	poke32(at + 12, len);
	strncpy((char *)at + 24, name, TEEPROC_RSC_NAME_SIZE);
	return (uint32_t)(at - rsc->table);
}

uint32_t rsc_trace(struct rsc_maker *rsc, uint32_t da, uint32_t len,
		   const char *name)
{
	uint8_t *at = rsc_add(rsc, TEEPROC_RSC_TRACE, 48);

	poke32(at + 4, da);
	poke32(at + 8, len);
	strncpy((char *)at + 16, name, TEEPROC_RSC_NAME_SIZE);
	return (uint32_t)(at - rsc->table);
}

uint32_t rsc_vdev(struct rsc_maker *rsc, uint32_t vrings, uint32_t da,
		  uint32_t num, uint32_t align, uint32_t config)
{
	uint8_t *at = rsc_add(rsc, TEEPROC_RSC_VDEV, 28 + 20 * vrings + config);
	uint32_t i;

	poke32(at + 4, 7);
	poke32(at + 12, 1);
	poke32(at + 20, config);
	at[25] = (uint8_t)vrings;
	for (i = 0; i < vrings; i++) {
		uint8_t *vring = at + 28 + 20 * i;

		poke32(vring,
		       da == TEEPROC_RSC_ADDR_ANY ? da : da + i * 0x8000);
		poke32(vring + 4, align);
		poke32(vring + 8, num);
		poke32(vring + 12, i);
	}
	return (uint32_t)(at - rsc->table);
}

uint32_t rsc_vendor(struct rsc_maker *rsc, uint32_t type)
{
	uint8_t *at = rsc_add(rsc, type, 12);

	return (uint32_t)(at - rsc->table);
}

uint32_t rsc_good(uint8_t *table, uint32_t da)
{
	struct rsc_maker rsc;

	rsc_begin(&rsc, table, 4);
	rsc_trace(&rsc, da + 0x10000, 0x1000, "trace");
	rsc_vdev(&rsc, 2, da + 0xc00000, 256, 4096, 0);
	rsc_memory(&rsc, TEEPROC_RSC_CARVEOUT, da + 0xd00000, 0x100000,
		   "vdev0buffer");
	rsc_vendor(&rsc, TEEPROC_RSC_VENDOR_START);
	return rsc.size;
}
