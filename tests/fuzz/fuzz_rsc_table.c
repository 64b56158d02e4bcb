// SPDX-License-Identifier: BSD-2-Clause
/* Any bytes as a resource table. */
#include "fuzz.h"

#include <string.h>

#include "teeproc/rsc_table.h"

static void check_entry(const struct teeproc_rsc_entry *entry, size_t size)
{
	uint32_t i;

	must(entry->offset % 4 == 0);
	must((uint64_t)entry->offset + entry->size <= size);
	must(memchr(entry->name, 0, sizeof(entry->name)));
	must(entry->num_vrings <= TEEPROC_RSC_VRINGS_MAX);
	if (entry->da != TEEPROC_RSC_ADDR_ANY)
		must((uint64_t)entry->da + entry->len <= UINT64_C(1) << 32);
	for (i = 0; i < entry->num_vrings; i++)
		must(entry->vring[i].da == TEEPROC_RSC_ADDR_ANY ||
		     (uint64_t)entry->vring[i].da + entry->vring[i].size <=
			     UINT64_C(1) << 32);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct teeproc_rsc_entry entry;
	enum teeproc_image_error error;
	uint32_t num = 0, i;

	error = teeproc_rsc_check(data, (uint32_t)size, &num);
	must(teeproc_image_strerror(error)[0]);
	for (i = 0; i < TEEPROC_RSC_ENTRIES_MAX + 1; i++) {
		if (!teeproc_rsc_entry(data, (uint32_t)size, i, &entry)) {
			check_entry(&entry, size);
		} else {
			/* good as a whole means that each entry is */
			must(error || i >= num);
		}
	}
	return 0;
}
