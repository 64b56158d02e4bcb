// SPDX-License-Identifier: BSD-2-Clause
/* The words of the table are any: see any_le(). */
#include "image/rsc_table.c"
#include "prove.h"

static void check_vring(const struct teeproc_rsc_vring *vring)
{
	HOLDS(vring->num && vring->num <= VRING_NUM_MAX);
	HOLDS(!(vring->num & (vring->num - 1)));
	HOLDS(vring->align && !(vring->align & (vring->align - 1)));
	HOLDS(vring->size >= vring->num * 26 + 6);
	if (vring->da == TEEPROC_RSC_ADDR_ANY)
		return;
	HOLDS(vring->da % vring->align == 0);
	HOLDS(vring->size - 1 <= UINT32_MAX - vring->da);
}

void harness(void)
{
	uint32_t size = nondet_u32(), index = nondet_u32(), n;
	struct teeproc_rsc_entry entry;
	const uint8_t *table;

	ASSUME(size <= TABLE_MAX);
	table = any_bytes(size);
	if (teeproc_rsc_entry(table, size, index, &entry)) {
		REACHED("refused, or the end");
		HOLDS(entry.name[TEEPROC_RSC_NAME_SIZE - 1] == 0);
		return;
	}
	HOLDS(entry.offset >= TEEPROC_RSC_HDR_SIZE && entry.offset % 4 == 0);
	HOLDS(entry.size >= TYPE_SIZE && entry.size <= size);
	HOLDS(entry.offset <= size - entry.size);
	HOLDS(entry.name[TEEPROC_RSC_NAME_SIZE - 1] == 0);
	if (entry.type == TEEPROC_RSC_VDEV) {
		REACHED("a virtio device");
		HOLDS(entry.num_vrings >= 1 &&
		      entry.num_vrings <= TEEPROC_RSC_VRINGS_MAX);
		for (n = 0; n < entry.num_vrings; n++)
			check_vring(&entry.vring[n]);
	} else if (entry.type <= TEEPROC_RSC_TRACE) {
		REACHED("memory or trace");
		HOLDS(entry.len);
		HOLDS(entry.da == TEEPROC_RSC_ADDR_ANY ||
		      entry.len - 1 <= UINT32_MAX - entry.da);
	} else {
		REACHED("a vendor's");
		HOLDS(entry.type >= TEEPROC_RSC_VENDOR_START &&
		      entry.type <= TEEPROC_RSC_VENDOR_END);
	}
}
