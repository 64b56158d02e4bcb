/* SPDX-License-Identifier: GPL-2.0-only */
/* Check of a resource table before the remoteproc core walks through it. */
#ifndef RSC_CHECK_H
#define RSC_CHECK_H

#include <linux/overflow.h>
#include <linux/remoteproc.h>
#include <linux/types.h>

/**
 * rsc_table_is_sound() - do the header and the start of each entry lie in a table?
 * @table: the table, in memory that nobody changes
 * @size: its size in bytes, as whoever has loaded it says
 *
 * The core's loaders check the header. The offsets of the entries the core
 * takes as signed, so one with the highest bit leads to before the table. What an
 * entry has behind its header is for the core to check.
 */
static inline bool rsc_table_is_sound(const struct resource_table *table,
				      size_t size)
{
	u32 i;

	if (size < sizeof(*table) || table->ver != 1 || table->reserved[0] ||
	    table->reserved[1] || struct_size(table, offset, table->num) > size)
		return false;

	for (i = 0; i < table->num; i++)
		if (table->offset[i] > size - sizeof(struct fw_rsc_hdr))
			return false;

	return true;
}

/**
 * rsc_table_vrings() - virtqueues that a resource table asks for
 * @table: the table, of which rsc_table_is_sound()
 * @size: its size in bytes
 *
 * Each entry of a virtio device counts, as the remoteproc core counts them.
 */
static inline unsigned int rsc_table_vrings(const struct resource_table *table,
					    size_t size)
{
	const struct fw_rsc_vdev *vdev;
	const struct fw_rsc_hdr *hdr;
	unsigned int vrings = 0;
	u32 i;

	for (i = 0; i < table->num; i++) {
		hdr = (const void *)table + table->offset[i];
		vdev = (const void *)hdr->data;
		if (hdr->type == RSC_VDEV &&
		    size - sizeof(*hdr) >= sizeof(*vdev) &&
		    table->offset[i] <= size - sizeof(*hdr) - sizeof(*vdev))
			vrings += vdev->num_of_vrings;
	}

	return vrings;
}

#endif /* RSC_CHECK_H */
