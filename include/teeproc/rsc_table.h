/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The resource table: a firmware's list of needs, as Linux's remoteproc core
 * reads it (include/linux/remoteproc.h). Checked when an image is signed, so
 * that a bad one is refused at the desk and not on the board.
 *
 *    0  u32 version (1), u32 number of entries, u32 reserved[2] (0)
 *   16  u32 offset[number], of entries, from the start of the table
 *    .  entries: u32 type, then its fields
 */
#ifndef TEEPROC_RSC_TABLE_H
#define TEEPROC_RSC_TABLE_H

#include <teeproc/image.h>

#define TEEPROC_RSC_HDR_SIZE 16u
#define TEEPROC_RSC_ENTRIES_MAX 128u
#define TEEPROC_RSC_NAME_SIZE 32u
#define TEEPROC_RSC_VRINGS_MAX 2u /* the core's RVDEV_NUM_VRINGS */
#define TEEPROC_RSC_ADDR_ANY 0xffffffffu /* the core chooses */

enum teeproc_rsc_type {
	TEEPROC_RSC_CARVEOUT = 0,
	TEEPROC_RSC_DEVMEM = 1,
	TEEPROC_RSC_TRACE = 2,
	TEEPROC_RSC_VDEV = 3,
	TEEPROC_RSC_VENDOR_START = 128,
	TEEPROC_RSC_VENDOR_END = 512,
};

struct teeproc_rsc_vring {
	uint32_t da;
	uint32_t align;
	uint32_t num; /* buffers */
	uint32_t notifyid;
	uint32_t pa;
	uint32_t size; /* bytes that it takes, computed */
};

/**
 * struct teeproc_rsc_entry - one entry, decoded
 * @offset: in the table
 * @size: bytes of the entry in the table; for a vendor's the type word only
 * @type: enum teeproc_rsc_type, tells which of the following count
 * @da: carveout, devmem, trace
 * @pa: carveout, devmem
 * @len: carveout, devmem, trace
 * @flags: carveout, devmem
 * @name: carveout, devmem, trace; terminated
 * @id: virtio device id; this and all below: vdev
 */
struct teeproc_rsc_entry {
	uint32_t offset;
	uint32_t size;
	uint32_t type;
	uint32_t da;
	uint32_t pa;
	uint32_t len;
	uint32_t flags;
	char name[TEEPROC_RSC_NAME_SIZE];
	uint32_t id;
	uint32_t notifyid;
	uint32_t dfeatures;
	uint32_t gfeatures;
	uint32_t config_len;
	uint32_t num_vrings;
	struct teeproc_rsc_vring vring[TEEPROC_RSC_VRINGS_MAX];
};

/**
 * teeproc_rsc_check() - the whole table
 * @table: the bytes of the section
 * @size: of the section
 * @num: number of entries, set on success; after an error the number of the
 *	entry that is wrong, or 0
 */
enum teeproc_image_error teeproc_rsc_check(const uint8_t *table, uint32_t size,
					   uint32_t *num);

/**
 * teeproc_rsc_entry() - one entry, checked by itself
 * @table: as for teeproc_rsc_check()
 * @size: as for teeproc_rsc_check()
 * @index: number of the entry
 * @entry: filled on success
 *
 * Return: TEEPROC_IMAGE_END if @index is not below the number of entries.
 */
enum teeproc_image_error teeproc_rsc_entry(const uint8_t *table, uint32_t size,
					   uint32_t index,
					   struct teeproc_rsc_entry *entry);

#endif /* TEEPROC_RSC_TABLE_H */
