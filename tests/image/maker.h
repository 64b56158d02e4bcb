/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Makes ELF files, resource tables and signed metadata for tests, right ones
 * and, by what the caller asks for, wrong ones.
 */
#ifndef TEEPROC_TEST_MAKER_H
#define TEEPROC_TEST_MAKER_H

#include "teeproc/elf.h"
#include "teeproc/image_build.h"
#include "teeproc/rsc_table.h"

#define MAKER_SEGMENTS_MAX 80

/* A program header and the bytes that it stands for */
struct maker_segment {
	uint32_t type;
	uint32_t flags;
	uint64_t address; /* p_paddr and p_vaddr */
	const uint8_t *data; /* NULL: bytes made from the address */
	uint64_t file_size;
	uint64_t memory_size;
};

/**
 * struct maker - what to make
 * @section: name of a section that covers @section_size bytes from
 *	@section_address on, which lie in a segment; NULL for no sections at all
 */
struct maker {
	bool is64;
	uint16_t machine;
	uint32_t num;
	struct maker_segment segments[MAKER_SEGMENTS_MAX];
	const char *section;
	uint64_t section_address;
	uint64_t section_size;
};

/* The bytes of a made segment, the same for the same address */
void maker_fill(uint8_t *bytes, size_t size, uint64_t address);

/* Returns the size, 0 if there is no room. */
size_t maker_elf(const struct maker *maker, uint8_t *out, size_t room);

/* A resource table that grows entry by entry, for `entries` of them */
struct rsc_maker {
	uint8_t *table;
	uint32_t entries;
	uint32_t num;
	uint32_t size;
};

void rsc_begin(struct rsc_maker *rsc, uint8_t *table, uint32_t entries);
/* Each returns where the entry starts in the table. */
uint32_t rsc_memory(struct rsc_maker *rsc, uint32_t type, uint32_t da,
		    uint32_t len, const char *name);
uint32_t rsc_trace(struct rsc_maker *rsc, uint32_t da, uint32_t len,
		   const char *name);
uint32_t rsc_vdev(struct rsc_maker *rsc, uint32_t vrings, uint32_t da,
		  uint32_t num, uint32_t align, uint32_t config);
uint32_t rsc_vendor(struct rsc_maker *rsc, uint32_t type);

/* trace, vdev with two vrings, carveout, vendor entry */
uint32_t rsc_good(uint8_t *table, uint32_t da);

/* Places of words in the entries */
void poke16(uint8_t *at, uint32_t value);
void poke32(uint8_t *at, uint32_t value);
uint32_t peek32(const uint8_t *at);

#endif /* TEEPROC_TEST_MAKER_H */
