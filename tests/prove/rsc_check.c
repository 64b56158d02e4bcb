// SPDX-License-Identifier: BSD-2-Clause
/* Entries as teeproc_rsc_entry() accepts them, which rsc_entry.c shows. */
#include "image/rsc_table.c"
#include "prove.h"

static struct teeproc_rsc_entry entries[ENTRIES];
static enum teeproc_image_error errors[ENTRIES];
static uint32_t num_entries;

enum teeproc_image_error stub_rsc_entry(const uint8_t *table, uint32_t size,
					uint32_t index,
					struct teeproc_rsc_entry *entry)
{
	(void)table;
	(void)size;
	if (index >= num_entries)
		return TEEPROC_IMAGE_END;
	entry->offset = entries[index].offset;
	entry->size = entries[index].size;
	return errors[index];
}

void harness(void)
{
	uint32_t size = nondet_u32(), num = 0, a = nondet_u32(), b, n;

	b = nondet_u32();
	num_entries = nondet_u32();
	ASSUME(num_entries <= ENTRIES);
	for (n = 0; n < ENTRIES; n++) {
		errors[n] = nondet_bool() ? TEEPROC_IMAGE_OK :
					    TEEPROC_RSC_BAD_TYPE;
		entries[n].offset = nondet_u32();
		entries[n].size = nondet_u32();
		if (!errors[n])
			ASSUME(entries[n].size &&
			       range_inside(entries[n].offset, entries[n].size,
					    size));
	}
	if (teeproc_rsc_check(NULL, size, &num)) {
		REACHED("refused");
		HOLDS(num < num_entries);
		return;
	}
	HOLDS(num == num_entries);
	if (num == ENTRIES)
		REACHED("as many as there can be");
	if (a < b && b < num) {
		HOLDS(!errors[a] && !errors[b]);
		HOLDS(entries[a].offset + entries[a].size <=
			      entries[b].offset ||
		      entries[b].offset + entries[b].size <= entries[a].offset);
	}
}
