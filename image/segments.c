/* SPDX-License-Identifier: BSD-2-Clause */
/* Segments of an authenticated image, from its signed hash table alone. */
#include "teeproc/image.h"

#include "bytes.h"
#include "teeproc/elf.h"

/* Field offsets of an Elf32_Phdr */
#define P_TYPE 0
#define P_OFFSET 4
#define P_PADDR 12
#define P_FILESZ 16
#define P_MEMSZ 20
#define P_FLAGS 24

static const uint8_t *entry_at(const struct teeproc_image *image, uint32_t i)
{
	return image->hash_table + (size_t)i * TEEPROC_HASH_ENTRY_SIZE;
}

static uint32_t image_of(const struct teeproc_image *image, uint32_t entry)
{
	uint32_t i;

	for (i = 0; i + 1 < image->num_images; i++) {
		if (entry < image->entries[i])
			break;
		entry -= image->entries[i];
	}
	return i;
}

/* Is the entry something to load? Then fill the segment, unchecked. */
static bool get_segment(const struct teeproc_image *image, uint32_t i,
			struct teeproc_segment *segment)
{
	const uint8_t *entry = entry_at(image, i);

	if (get_le32(entry + P_TYPE) != TEEPROC_PT_LOAD)
		return false;
	segment->file_size = get_le32(entry + P_FILESZ);
	segment->mem_size = get_le32(entry + P_MEMSZ);
	if (!segment->file_size && !segment->mem_size)
		return false;
	segment->da = get_le32(entry + P_PADDR);
	segment->flags = get_le32(entry + P_FLAGS);
	segment->image = image_of(image, i);
	segment->entry = i;
	segment->offset = get_le32(entry + P_OFFSET);
	segment->hash = entry + TEEPROC_PHDR_SIZE;
	return true;
}

static enum teeproc_image_error count_entries(struct teeproc_image *image,
					      const uint8_t *images)
{
	enum teeproc_image_error error;
	struct teeproc_elf elf;
	uint32_t left = image->hash_count, i;

	for (i = 0; i < image->num_images; i++) {
		image->at = i;
		if (image->entries_tlv) {
			image->entries[i] =
				get_le32(image->entries_tlv + 4 * (size_t)i);
		} else if (image->num_images == 1) {
			image->entries[i] = left;
		} else if (images) {
			error = teeproc_elf_open(images +
							 image->image_offset[i],
						 image->image_size[i], &elf);
			if (error)
				return error;
			image->entries[i] = elf.phnum;
		}
		if (image->entries[i] > left)
			return TEEPROC_IMAGE_ENTRIES;
		left -= image->entries[i];
	}
	return left ? TEEPROC_IMAGE_ENTRIES : TEEPROC_IMAGE_OK;
}

/* SHA-256 of no bytes: of a segment that is only zeroed */
static bool is_hash_of_nothing(const uint8_t *hash)
{
	static const uint8_t nothing[TEEPROC_SHA256_SIZE] = {
		0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14,
		0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24,
		0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c,
		0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
	};
	uint32_t i;

	for (i = 0; i < sizeof(nothing); i++)
		if (hash[i] != nothing[i])
			return false;
	return true;
}

static enum teeproc_image_error
check_segment(const struct teeproc_image *image,
	      const struct teeproc_segment *segment)
{
	if (segment->file_size > segment->mem_size)
		return TEEPROC_IMAGE_SEG_SIZE;
	if (segment->file_size &&
	    !range_inside(segment->offset, segment->file_size,
			  image->image_size[segment->image]))
		return TEEPROC_IMAGE_SEG_OUTSIDE;
	if (!range_inside(segment->da, segment->mem_size, UINT64_C(1) << 32))
		return TEEPROC_IMAGE_SEG_ADDRESS;
	if (!segment->file_size && !is_hash_of_nothing(segment->hash))
		return TEEPROC_IMAGE_SEG_HASH;
	return TEEPROC_IMAGE_OK;
}

static bool overlap(const struct teeproc_segment *a,
		    const struct teeproc_segment *b)
{
	return a->da <= b->da ? b->da - a->da < a->mem_size :
				a->da - b->da < b->mem_size;
}

static enum teeproc_image_error check_segments(struct teeproc_image *image)
{
	uint32_t loaded[TEEPROC_SEGMENTS_MAX], num = 0, i;
	struct teeproc_segment segment, other;
	enum teeproc_image_error error;

	for (image->at = 0; image->at < image->hash_count; image->at++) {
		if (!get_segment(image, image->at, &segment))
			continue;
		error = check_segment(image, &segment);
		if (error)
			return error;
		if (num == TEEPROC_SEGMENTS_MAX)
			return TEEPROC_IMAGE_SEG_TOO_MANY;
		for (i = 0; i < num; i++)
			if (get_segment(image, loaded[i], &other) &&
			    overlap(&segment, &other))
				return TEEPROC_IMAGE_SEG_OVERLAP;
		loaded[num++] = image->at;
	}
	image->at = 0;
	return num ? TEEPROC_IMAGE_OK : TEEPROC_IMAGE_SEG_NONE;
}

/* Do the bytes come, as a whole, from the file bytes of one segment? */
static bool is_loaded(const struct teeproc_image *image, uint64_t da,
		      uint64_t size)
{
	struct teeproc_segment segment;
	uint32_t pos = 0;

	while (teeproc_image_next_segment(image, &pos, &segment))
		if (da >= segment.da &&
		    range_inside(da - segment.da, size, segment.file_size))
			return true;
	return false;
}

enum teeproc_image_error teeproc_image_open(struct teeproc_image *image,
					    const uint8_t *images)
{
	enum teeproc_image_error error;

	error = count_entries(image, images);
	if (!error)
		error = check_segments(image);
	if (!error && image->rsc_table_size &&
	    !is_loaded(image, image->rsc_table_da, image->rsc_table_size))
		error = TEEPROC_IMAGE_RSC_OUTSIDE;
	return error;
}

bool teeproc_image_next_segment(const struct teeproc_image *image,
				uint32_t *pos, struct teeproc_segment *segment)
{
	while (*pos < image->hash_count)
		if (get_segment(image, (*pos)++, segment)) {
			segment->offset += image->image_offset[segment->image];
			return true;
		}
	return false;
}

/* What the section headers of one image say, if it can be accepted */
static enum teeproc_image_error find_unsigned(const struct teeproc_image *image,
					      const uint8_t *images, uint32_t i,
					      struct teeproc_shdr *shdr)
{
	enum teeproc_image_error error;
	struct teeproc_elf elf;

	error = teeproc_elf_open(images + image->image_offset[i],
				 image->image_size[i], &elf);
	if (error)
		return error;
	error = teeproc_elf_find_section(&elf, ".resource_table", shdr);
	if (error)
		return error;
	if (!shdr->size)
		return TEEPROC_IMAGE_END;
	if (!is_loaded(image, shdr->addr, shdr->size))
		return TEEPROC_IMAGE_RSC_OUTSIDE;
	return TEEPROC_IMAGE_OK;
}

enum teeproc_image_error
teeproc_image_find_rsc_table(struct teeproc_image *image, const uint8_t *images,
			     uint32_t *da, uint32_t *size)
{
	enum teeproc_image_error error;
	struct teeproc_shdr shdr;
	uint32_t i;

	*da = image->rsc_table_da;
	*size = image->rsc_table_size;
	if (image->has_rsc_table || !images)
		return *size ? TEEPROC_IMAGE_OK : TEEPROC_IMAGE_RSC_NONE;

	for (i = 0; i < image->num_images; i++) {
		image->at = i;
		error = find_unsigned(image, images, i, &shdr);
		if (error == TEEPROC_IMAGE_END)
			continue;
		if (error)
			goto fail;
		error = TEEPROC_IMAGE_RSC_TWICE;
		if (*size)
			goto fail;
		/* loaded, so address and size fit */
		*da = (uint32_t)shdr.addr;
		*size = (uint32_t)shdr.size;
	}
	return *size ? TEEPROC_IMAGE_OK : TEEPROC_IMAGE_RSC_NONE;

fail:
	*da = 0;
	*size = 0;
	return error;
}

/*
 * Behind its last byte, but not behind @most: this goes on and ends even where a
 * flipped bit has made a segment of it that was never checked.
 */
static uint32_t end_of(const struct teeproc_segment *segment, uint32_t most)
{
	uint64_t end = (uint64_t)segment->offset + segment->file_size;

	return end < most ? (uint32_t)end : most;
}

bool teeproc_image_next_rest(const struct teeproc_image *image, uint32_t *pos,
			     struct teeproc_range *range)
{
	struct teeproc_segment segment;
	uint32_t end = image->layout.images_size, next, behind;
	bool moved;

	/* go behind what is loaded from here */
	do {
		moved = false;
		next = 0;
		while (teeproc_image_next_segment(image, &next, &segment)) {
			behind = end_of(&segment, end);
			if (segment.offset <= *pos && *pos < behind) {
				*pos = behind;
				moved = true;
			}
		}
	} while (moved);

	next = 0;
	while (teeproc_image_next_segment(image, &next, &segment))
		if (segment.file_size && segment.offset > *pos &&
		    segment.offset < end)
			end = segment.offset;
	range->offset = *pos;
	range->size = end - *pos;
	*pos = end;
	return range->size;
}
