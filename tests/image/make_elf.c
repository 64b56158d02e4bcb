// SPDX-License-Identifier: BSD-2-Clause
/*
 * make-elf: an ELF file as a test wants it.
 *
 *   make-elf OUT [OPTION]...
 *     64                      ELF64, otherwise ELF32
 *     machine=N
 *     segment=ADDR:FILE:MEM   a PT_LOAD; TYPE:ADDR:FILE:MEM another type
 *     rsc=ADDR                a good resource table at ADDR, in a segment
 *     repeat=N                the last segment N times more, one after another
 *     poke16=OFFSET:VALUE     change the made file; also poke32, pokersc
 *                             (OFFSET from the start of the resource table)
 *     cut=N                   only the first N bytes
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "maker.h"

#define ROOM (64u << 20)

struct poke {
	int kind;
	unsigned long long offset, value;
};

static struct maker maker = { .machine = TEEPROC_EM_ARM };
static uint8_t table[1024];
static struct poke pokes[16];
static unsigned int num_pokes;
static unsigned long long cut = ~0ULL;

static void add_segment(const char *text)
{
	unsigned long long n[4];
	struct maker_segment *segment = &maker.segments[maker.num++];
	int count = sscanf(text, "%lli:%lli:%lli:%lli", (long long *)&n[0],
			   (long long *)&n[1], (long long *)&n[2],
			   (long long *)&n[3]);

	if (count < 3 || maker.num == MAKER_SEGMENTS_MAX)
		exit(2);
	segment->type = count == 4 ? (uint32_t)n[0] : TEEPROC_PT_LOAD;
	segment->flags = 7;
	segment->address = n[count - 3];
	segment->file_size = n[count - 2];
	segment->memory_size = n[count - 1];
}

static void add_rsc_table(uint64_t address)
{
	struct maker_segment *segment;
	uint8_t *bytes;
	uint32_t i;

	maker.section = ".resource_table";
	maker.section_address = address;
	maker.section_size = rsc_good(table, (uint32_t)address & 0xff000000);
	for (i = 0; i < maker.num; i++) {
		segment = &maker.segments[i];
		if (address - segment->address >= segment->file_size)
			continue;
		bytes = malloc(segment->file_size + sizeof(table));
		maker_fill(bytes, segment->file_size, segment->address);
		memcpy(bytes + (address - segment->address), table,
		       maker.section_size);
		segment->data = bytes;
	}
}

static void repeat(unsigned long long count)
{
	struct maker_segment next = maker.segments[maker.num - 1];

	while (count-- && maker.num < MAKER_SEGMENTS_MAX) {
		next.address += next.memory_size;
		maker.segments[maker.num++] = next;
	}
}

static void add_poke(int kind, const char *text)
{
	struct poke *poke = &pokes[num_pokes++];

	poke->kind = kind;
	if (sscanf(text, "%lli:%lli", (long long *)&poke->offset,
		   (long long *)&poke->value) != 2)
		exit(2);
}

static void take(const char *option)
{
	const char *value = strchr(option, '=');

	value = value ? value + 1 : "";
	if (!strcmp(option, "64"))
		maker.is64 = true;
	else if (!strncmp(option, "machine=", 8))
		maker.machine = (uint16_t)strtoul(value, NULL, 0);
	else if (!strncmp(option, "segment=", 8))
		add_segment(value);
	else if (!strncmp(option, "rsc=", 4))
		add_rsc_table(strtoull(value, NULL, 0));
	else if (!strncmp(option, "repeat=", 7))
		repeat(strtoull(value, NULL, 0));
	else if (!strncmp(option, "poke16=", 7))
		add_poke(16, value);
	else if (!strncmp(option, "poke32=", 7))
		add_poke(32, value);
	else if (!strncmp(option, "pokersc=", 8))
		add_poke(0, value);
	else if (!strncmp(option, "cut=", 4))
		cut = strtoull(value, NULL, 0);
	else
		exit(2);
}

/* The resource table in the file is where its bytes are found */
static size_t find_table(const uint8_t *file, size_t size)
{
	size_t at;

	for (at = 0; at + maker.section_size <= size; at += 4)
		if (!memcmp(file + at, table, maker.section_size))
			return at;
	exit(2);
}

int main(int argc, char **argv)
{
	uint8_t *file = malloc(ROOM);
	size_t size, base;
	unsigned int i;
	FILE *out;
	int n;

	if (argc < 2 || !file)
		return 2;
	for (n = 2; n < argc; n++)
		take(argv[n]);
	size = maker_elf(&maker, file, ROOM);
	if (!size)
		return 1;
	base = maker.section ? find_table(file, size) : 0;
	for (i = 0; i < num_pokes; i++)
		if (pokes[i].kind == 16)
			poke16(file + pokes[i].offset,
			       (uint32_t)pokes[i].value);
		else
			poke32(file + pokes[i].offset +
				       (pokes[i].kind ? 0 : base),
			       (uint32_t)pokes[i].value);
	if (cut < size)
		size = cut;
	out = fopen(argv[1], "wb");
	if (!out || fwrite(file, 1, size, out) != size || fclose(out))
		return 1;
	return 0;
}
