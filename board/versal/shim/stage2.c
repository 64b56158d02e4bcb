/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The tables of stage 2: a list of what Linux reaches. What is not in it, it does not
 * reach, by the CPU; and no device that moves memory by itself is in it.
 */
#include <stddef.h>
#include <stdint.h>

#define PAGE 0x1000u
#define BLOCK 0x200000u /* of level 2 */
#define ENTRIES 512u
#define GIBS 4u

#define DESC_BLOCK 1u
#define DESC_TABLE 3u /* at level 3: a page */
#define DESC_AF (1u << 10)
#define DESC_INNER (3u << 8)
#define DESC_RW (3u << 6)
#define ATTR_NORMAL (0xfu << 2)
#define ATTR_DEVICE (0x1u << 2)

enum kind {
	MEMORY,
	DEVICE
};

struct range {
	uint32_t start;
	uint32_t size;
	enum kind kind;
};

/*
 * Of the DDR memory there is missing: the core's own (4 MiB at 0 and at 0x2000_0000)
 * and OP-TEE's (32 MiB at 0x6000_0000).
 */
static const struct range ranges[] = {
	{ 0x00400000, 0x1fc00000, MEMORY },
	{ 0x20400000, 0x3fc00000, MEMORY },
	{ 0x62000000, 0x1e000000, MEMORY },
	{ 0xf9000000, 0x10000, DEVICE }, /* GIC: distributor */
	{ 0xf9080000, 0x80000, DEVICE }, /* GIC: redistributors */
	{ 0xff000000, PAGE, DEVICE }, /* the first UART */
};

uint64_t shim_level1[ENTRIES] __attribute__((aligned(4096)));
static uint64_t level2[GIBS][ENTRIES] __attribute__((aligned(4096)));
/* one for each block that is not the same all over: not more than ranges */
static uint64_t level3[sizeof(ranges) / sizeof(ranges[0])][ENTRIES]
	__attribute__((aligned(4096)));
static size_t level3_used;

void shim_tables(void);

static uint64_t attributes(enum kind kind)
{
	return DESC_AF | DESC_RW |
	       (kind == MEMORY ? DESC_INNER | ATTR_NORMAL : ATTR_DEVICE);
}

static uint64_t *pages_of(uint64_t *entry)
{
	if (!*entry)
		*entry = (uintptr_t)level3[level3_used++] | DESC_TABLE;
	return (uint64_t *)(uintptr_t)(*entry & ~(uint64_t)(PAGE - 1));
}

static void map(const struct range *range)
{
	uint64_t pa = range->start;
	uint64_t end = pa + range->size;

	while (pa < end) {
		uint64_t *entry = &level2[pa >> 30][pa / BLOCK % ENTRIES];

		if (pa % BLOCK == 0 && end - pa >= BLOCK) {
			*entry = pa | attributes(range->kind) | DESC_BLOCK;
			pa += BLOCK;
		} else {
			pages_of(entry)[pa / PAGE % ENTRIES] =
				pa | attributes(range->kind) | DESC_TABLE;
			pa += PAGE;
		}
	}
}

void shim_tables(void)
{
	size_t n;

	for (n = 0; n < GIBS; n++)
		shim_level1[n] = (uintptr_t)level2[n] | DESC_TABLE;
	for (n = 0; n < sizeof(ranges) / sizeof(ranges[0]); n++)
		map(&ranges[n]);
}
