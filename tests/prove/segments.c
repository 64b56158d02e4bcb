// SPDX-License-Identifier: BSD-2-Clause
#include "image/segments.c"
#include "prove.h"

/* Of elf.c, which has a proof of its own */
enum teeproc_image_error teeproc_elf_open(const uint8_t *data, size_t size,
					  struct teeproc_elf *elf)
{
	HOLDS(__CPROVER_r_ok(data, size));
	elf->phnum = nondet_u32();
	return nondet_bool() ? TEEPROC_IMAGE_OK : TEEPROC_ELF_TRUNCATED;
}

/* As teeproc_image_parse() leaves it */
static void parsed(struct teeproc_image *image)
{
	uint32_t offset = 0, i;

	image->num_images = IMAGES;
	for (i = 0; i < image->num_images; i++) {
		image->image_size[i] = nondet_u32();
		image->image_offset[i] = offset;
		ASSUME(image->image_size[i] && image->image_size[i] % 8 == 0 &&
		       image->image_size[i] <= UINT32_MAX - offset);
		offset += image->image_size[i];
	}
	image->layout.images_size = offset;
	image->hash_count = ENTRIES;
	image->hash_table = any_bytes(ENTRIES * TEEPROC_HASH_ENTRY_SIZE);
	image->entries_tlv = nondet_bool() ? any_bytes(4 * image->num_images) :
					     NULL;
	image->rsc_table_da = nondet_u32();
	image->rsc_table_size = nondet_u32();
}

static void check(const struct teeproc_image *image,
		  const struct teeproc_segment *segment)
{
	uint32_t start = image->image_offset[segment->image];
	uint32_t size = image->image_size[segment->image];

	HOLDS(segment->image < image->num_images);
	HOLDS(segment->mem_size && segment->file_size <= segment->mem_size);
	HOLDS(segment->mem_size - 1 <= UINT32_MAX - segment->da);
	HOLDS(__CPROVER_r_ok(segment->hash, TEEPROC_SHA256_SIZE));
	if (!segment->file_size)
		return;
	HOLDS(segment->offset >= start);
	HOLDS(segment->offset - start <= size);
	HOLDS(segment->file_size <= size - (segment->offset - start));
}

void harness(void)
{
	struct teeproc_image image = { 0 };
	struct teeproc_segment one, other;
	uint32_t pos = 0, byte = nondet_u32();

	parsed(&image);
	if (teeproc_image_open(&image,
			       nondet_bool() ?
				       any_bytes(image.layout.images_size) :
				       NULL)) {
		REACHED("refused");
		return;
	}
	REACHED("opened");
	HOLDS(teeproc_image_next_segment(&image, &pos, &one));
	check(&image, &one);
	if (!teeproc_image_next_segment(&image, &pos, &other))
		return;
	REACHED("two segments");
	check(&image, &other);
	HOLDS(other.entry > one.entry);
	HOLDS(byte < one.da || byte - one.da >= one.mem_size ||
	      byte < other.da || byte - other.da >= other.mem_size);
}
