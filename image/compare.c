/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What was read twice, compared. No branch decides: the answer is an OR of all
 * differences.
 */
#include "teeproc/image.h"

static uint32_t pointers(const void *a, const void *b)
{
	uint64_t difference = (uint64_t)((uintptr_t)a ^ (uintptr_t)b);

	return (uint32_t)(difference | difference >> 32);
}

static uint32_t layouts(const struct teeproc_layout *a,
			const struct teeproc_layout *b)
{
	return (a->tlv_size ^ b->tlv_size) | (a->sign_size ^ b->sign_size) |
	       (a->images_size ^ b->images_size) |
	       (a->signed_size ^ b->signed_size) |
	       (a->images_offset ^ b->images_offset) |
	       (a->total_size ^ b->total_size);
}

static uint32_t images(const struct teeproc_image *a,
		       const struct teeproc_image *b)
{
	uint32_t difference = a->num_images ^ b->num_images, i;

	for (i = 0; i < TEEPROC_IMAGES_MAX; i++)
		difference |= (a->image_offset[i] ^ b->image_offset[i]) |
			      (a->image_size[i] ^ b->image_size[i]) |
			      (a->entries[i] ^ b->entries[i]);
	return difference | pointers(a->entries_tlv, b->entries_tlv);
}

static uint32_t texts(const struct teeproc_image *a,
		      const struct teeproc_image *b)
{
	return pointers(a->name, b->name) | (a->name_size ^ b->name_size) |
	       pointers(a->version, b->version) |
	       (a->version_size ^ b->version_size) |
	       pointers(a->target, b->target) |
	       (a->target_size ^ b->target_size);
}

static uint32_t hashes(const struct teeproc_image *a,
		       const struct teeproc_image *b)
{
	return pointers(a->hash_table, b->hash_table) |
	       (a->hash_count ^ b->hash_count) |
	       pointers(a->rest_hash, b->rest_hash);
}

static uint32_t signatures(const struct teeproc_image *a,
			   const struct teeproc_image *b)
{
	return pointers(a->meta, b->meta) |
	       pointers(a->signature, b->signature) |
	       ((uint32_t)a->sign_type ^ (uint32_t)b->sign_type) |
	       pointers(a->key_info, b->key_info) |
	       (a->key_info_size ^ b->key_info_size);
}

static uint32_t flags(const struct teeproc_image *a,
		      const struct teeproc_image *b)
{
	return (uint32_t)((a->has_rsc_table ^ b->has_rsc_table) |
			  (a->has_rollback ^ b->has_rollback) |
			  (a->debuggable ^ b->debuggable)) |
	       (a->rsc_table_da ^ b->rsc_table_da) |
	       (a->rsc_table_size ^ b->rsc_table_size) |
	       (a->rollback ^ b->rollback);
}

uint32_t teeproc_image_difference(const struct teeproc_image *a,
				  const struct teeproc_image *b)
{
	return layouts(&a->layout, &b->layout) | images(a, b) | texts(a, b) |
	       hashes(a, b) | signatures(a, b) | flags(a, b);
}

uint32_t teeproc_segment_difference(const struct teeproc_segment *a,
				    const struct teeproc_segment *b)
{
	return (a->da ^ b->da) | (a->file_size ^ b->file_size) |
	       (a->mem_size ^ b->mem_size) | (a->flags ^ b->flags) |
	       (a->offset ^ b->offset) | (a->image ^ b->image) |
	       (a->entry ^ b->entry) | pointers(a->hash, b->hash);
}
