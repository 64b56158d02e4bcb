/* SPDX-License-Identifier: BSD-2-Clause */
/* Resource table: decoding and checking. */
#include "teeproc/rsc_table.h"

#include "bytes.h"

#define SUPPORTED_VERSION 1
#define TYPE_SIZE 4u
#define MEM_SIZE 56u /* carveout, devmem: type, 5 words, name */
#define TRACE_SIZE 48u /* type, 3 words, name */
#define VDEV_SIZE 28u /* type, 5 words, status, number of vrings, reserved */
#define VRING_SIZE 20u
#define VRING_NUM_MAX 32768u /* of a split virtqueue */

static bool is_power_of_2(uint32_t value)
{
	return value && !(value & (value - 1));
}

/* Does [address, address + len) exist in 32 bits? "Any" always does. */
static bool address_ok(uint32_t address, uint64_t len)
{
	return address == TEEPROC_RSC_ADDR_ANY ||
	       range_inside(address, len, UINT64_C(1) << 32);
}

/*
 * The name must end, be printable, and hold no '%': the core hands it on as a
 * format string.
 */
static enum teeproc_image_error take_name(const uint8_t *from, char *name)
{
	uint32_t i;

	/* the rest of the name is 0 already */
	for (i = 0; from[i]; i++) {
		if (i == TEEPROC_RSC_NAME_SIZE - 1 || from[i] < 0x20 ||
		    from[i] > 0x7e || from[i] == '%')
			return TEEPROC_RSC_NAME;
		name[i] = (char)from[i];
	}
	return TEEPROC_IMAGE_OK;
}

static enum teeproc_image_error take_memory(const uint8_t *at, uint32_t left,
					    struct teeproc_rsc_entry *entry)
{
	if (left < MEM_SIZE)
		return TEEPROC_RSC_ENTRY_TRUNCATED;
	entry->size = MEM_SIZE;
	entry->da = get_le32(at + 4);
	entry->pa = get_le32(at + 8);
	entry->len = get_le32(at + 12);
	entry->flags = get_le32(at + 16);
	if (get_le32(at + 20))
		return TEEPROC_RSC_ENTRY_RESERVED;
	if (!entry->len)
		return TEEPROC_RSC_LENGTH;
	if (!address_ok(entry->da, entry->len) ||
	    !address_ok(entry->pa, entry->len))
		return TEEPROC_RSC_ADDRESS;
	return take_name(at + 24, entry->name);
}

static enum teeproc_image_error take_trace(const uint8_t *at, uint32_t left,
					   struct teeproc_rsc_entry *entry)
{
	if (left < TRACE_SIZE)
		return TEEPROC_RSC_ENTRY_TRUNCATED;
	entry->size = TRACE_SIZE;
	entry->da = get_le32(at + 4);
	entry->len = get_le32(at + 8);
	if (get_le32(at + 12))
		return TEEPROC_RSC_ENTRY_RESERVED;
	if (!entry->len)
		return TEEPROC_RSC_LENGTH;
	if (!range_inside(entry->da, entry->len, UINT64_C(1) << 32))
		return TEEPROC_RSC_ADDRESS;
	return take_name(at + 16, entry->name);
}

/* As Linux's vring_size(): descriptors and available ring, then used ring */
static uint64_t vring_size(uint32_t num, uint32_t align)
{
	uint64_t first = 16 * (uint64_t)num + 2 * (3 + (uint64_t)num);

	first = (first + align - 1) & ~((uint64_t)align - 1);
	return first + 2 * 3 + 8 * (uint64_t)num;
}

static enum teeproc_image_error take_vring(const uint8_t *at,
					   struct teeproc_rsc_vring *vring)
{
	uint64_t size;

	vring->da = get_le32(at);
	vring->align = get_le32(at + 4);
	vring->num = get_le32(at + 8);
	vring->notifyid = get_le32(at + 12);
	vring->pa = get_le32(at + 16);
	if (!is_power_of_2(vring->num) || vring->num > VRING_NUM_MAX)
		return TEEPROC_RSC_VRING_NUM;
	if (!is_power_of_2(vring->align))
		return TEEPROC_RSC_VRING_ALIGN;
	size = vring_size(vring->num, vring->align);
	if (size > UINT32_MAX || !address_ok(vring->da, size))
		return TEEPROC_RSC_ADDRESS;
	if (vring->da != TEEPROC_RSC_ADDR_ANY && vring->da % vring->align)
		return TEEPROC_RSC_VRING_ALIGN;
	vring->size = (uint32_t)size;
	return TEEPROC_IMAGE_OK;
}

static enum teeproc_image_error take_vdev(const uint8_t *at, uint32_t left,
					  struct teeproc_rsc_entry *entry)
{
	enum teeproc_image_error error;
	uint32_t vrings, i;

	if (left < VDEV_SIZE)
		return TEEPROC_RSC_ENTRY_TRUNCATED;
	entry->id = get_le32(at + 4);
	entry->notifyid = get_le32(at + 8);
	entry->dfeatures = get_le32(at + 12);
	entry->gfeatures = get_le32(at + 16);
	entry->config_len = get_le32(at + 20);
	vrings = at[25];
	if (at[26] || at[27])
		return TEEPROC_RSC_ENTRY_RESERVED;
	if (!vrings || vrings > TEEPROC_RSC_VRINGS_MAX)
		return TEEPROC_RSC_VRINGS;

	left -= VDEV_SIZE;
	if (left < vrings * VRING_SIZE)
		return TEEPROC_RSC_ENTRY_TRUNCATED;
	left -= vrings * VRING_SIZE;
	if (left < entry->config_len)
		return TEEPROC_RSC_CONFIG;
	entry->size = VDEV_SIZE + vrings * VRING_SIZE + entry->config_len;
	entry->num_vrings = vrings;
	for (i = 0; i < vrings; i++) {
		error = take_vring(at + VDEV_SIZE + (size_t)i * VRING_SIZE,
				   &entry->vring[i]);
		if (error)
			return error;
	}
	return TEEPROC_IMAGE_OK;
}

static enum teeproc_image_error check_header(const uint8_t *table,
					     uint32_t size, uint32_t *num)
{
	if (size < TEEPROC_RSC_HDR_SIZE)
		return TEEPROC_RSC_TRUNCATED;
	if (get_le32(table) != SUPPORTED_VERSION)
		return TEEPROC_RSC_BAD_VERSION;
	if (get_le32(table + 8) || get_le32(table + 12))
		return TEEPROC_RSC_RESERVED;
	*num = get_le32(table + 4);
	if (*num > TEEPROC_RSC_ENTRIES_MAX)
		return TEEPROC_RSC_TOO_MANY;
	if (size - TEEPROC_RSC_HDR_SIZE < 4 * *num)
		return TEEPROC_RSC_TRUNCATED;
	return TEEPROC_IMAGE_OK;
}

enum teeproc_image_error teeproc_rsc_entry(const uint8_t *table, uint32_t size,
					   uint32_t index,
					   struct teeproc_rsc_entry *entry)
{
	enum teeproc_image_error error;
	uint32_t num, offset;

	*entry = (struct teeproc_rsc_entry){ 0 };
	error = check_header(table, size, &num);
	if (error)
		return error;
	if (index >= num)
		return TEEPROC_IMAGE_END;

	offset = get_le32(table + TEEPROC_RSC_HDR_SIZE + 4 * (size_t)index);
	if (offset < TEEPROC_RSC_HDR_SIZE + 4 * num ||
	    !range_inside(offset, TYPE_SIZE, size))
		return TEEPROC_RSC_OFFSET;
	if (offset % 4)
		return TEEPROC_RSC_UNALIGNED;
	entry->offset = offset;
	entry->size = TYPE_SIZE;
	entry->type = get_le32(table + offset);
	switch (entry->type) {
	case TEEPROC_RSC_CARVEOUT:
	case TEEPROC_RSC_DEVMEM:
		return take_memory(table + offset, size - offset, entry);
	case TEEPROC_RSC_TRACE:
		return take_trace(table + offset, size - offset, entry);
	case TEEPROC_RSC_VDEV:
		return take_vdev(table + offset, size - offset, entry);
	}
	return entry->type >= TEEPROC_RSC_VENDOR_START &&
			       entry->type <= TEEPROC_RSC_VENDOR_END ?
		       TEEPROC_IMAGE_OK :
		       TEEPROC_RSC_BAD_TYPE;
}

enum teeproc_image_error teeproc_rsc_check(const uint8_t *table, uint32_t size,
					   uint32_t *num)
{
	struct teeproc_rsc_entry entry, other;
	enum teeproc_image_error error;
	uint32_t i, j;

	for (i = 0;; i++) {
		*num = i;
		error = teeproc_rsc_entry(table, size, i, &entry);
		if (error == TEEPROC_IMAGE_END)
			return TEEPROC_IMAGE_OK;
		if (error)
			return error;
		for (j = 0; j < i; j++) {
			(void)teeproc_rsc_entry(table, size, j, &other);
			if (entry.offset < other.offset + other.size &&
			    other.offset < entry.offset + entry.size)
				return TEEPROC_RSC_OVERLAP;
		}
	}
}
