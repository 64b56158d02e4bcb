/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What holds of an image between two TLVs, for the three proofs that are that of the
 * whole parse: parse_tlv (it holds after each), parse_tlvs (all that must be there
 * are, each once), parse (the rest). What they call of header.c and next_tlv.c is
 * replaced by anything that those allow.
 */
#ifndef PARSE_H
#define PARSE_H

#include "image/tlv.c"
#include "prove.h"

/* Signed, and there */
static bool is_in_tlvs(const struct teeproc_image *image, const void *value,
		       uint32_t size)
{
	uint32_t at = (uint32_t)__CPROVER_POINTER_OFFSET(value);

	return __CPROVER_same_object(value, image->meta) &&
	       at >= TEEPROC_IMAGE_HDR_SIZE + TLV_HDR_SIZE &&
	       range_inside(at - TEEPROC_IMAGE_HDR_SIZE, size,
			    image->layout.tlv_size);
}

/* Not there, or in the TLVs with a size of @min to @max */
static bool is_value(const struct teeproc_image *image, const void *value,
		     uint32_t size, uint32_t min, uint32_t max)
{
	return value ? size >= min && size <= max &&
			       is_in_tlvs(image, value, size) :
		       !size;
}

static bool holds_between(const struct teeproc_image *image,
			  const struct values *values)
{
	const uint32_t hash_table_size = 64 * image->hash_count;

	return image->num_images <= TEEPROC_IMAGES_MAX &&
	       image->hash_count <= UINT32_MAX / 64 &&
	       is_value(image, image->hash_table, hash_table_size, 64,
			UINT32_MAX) &&
	       is_value(image, image->key_info, image->key_info_size, 1,
			TEEPROC_KEY_INFO_MAX) &&
	       is_value(image, image->name, image->name_size, 1,
			TEEPROC_NAME_MAX) &&
	       is_value(image, image->version, image->version_size, 1,
			TEEPROC_NAME_MAX) &&
	       is_value(image, image->target, image->target_size, 1,
			TEEPROC_NAME_MAX) &&
	       (!image->rest_hash ||
		is_in_tlvs(image, image->rest_hash, TEEPROC_SHA256_SIZE)) &&
	       is_value(image, image->entries_tlv, values->entries_size, 4,
			4 * TEEPROC_IMAGES_MAX) &&
	       is_value(image, values->image_type, values->image_type_size, 1,
			TEEPROC_IMAGES_MAX) &&
	       is_value(image, values->image_size, values->image_size_size, 4,
			4 * TEEPROC_IMAGES_MAX) &&
	       (image->has_rollback || !image->rollback);
}

/* A value anywhere, or none */
static const void *any_value(const struct teeproc_image *image)
{
	uint32_t offset = nondet_u32();

	ASSUME(offset <= image->layout.images_offset);
	return nondet_bool() ? image->meta + offset : NULL;
}

/* Any state that may be between two TLVs */
static void any_state(struct teeproc_image *image, struct values *values)
{
	image->num_images = nondet_u32();
	image->hash_table = any_value(image);
	image->hash_count = nondet_u32();
	image->key_info = any_value(image);
	image->key_info_size = nondet_u32();
	image->name = any_value(image);
	image->name_size = nondet_u32();
	image->version = any_value(image);
	image->version_size = nondet_u32();
	image->target = any_value(image);
	image->target_size = nondet_u32();
	image->rest_hash = any_value(image);
	image->entries_tlv = any_value(image);
	image->has_rollback = nondet_bool();
	image->rollback = nondet_u32();
	image->has_rsc_table = nondet_bool();
	image->debuggable = nondet_bool();
	image->sign_type = nondet_bool() ? TEEPROC_SIGN_RSA :
					   TEEPROC_SIGN_ECDSA_P256;
	values->entries_size = nondet_u32();
	values->image_type = any_value(image);
	values->image_type_size = nondet_u32();
	values->image_size = any_value(image);
	values->image_size_size = nondet_u32();
	ASSUME(holds_between(image, values));
}

/* What check_header() lets through; header.c proves it */
static void any_layout(struct teeproc_layout *at)
{
	at->tlv_size = nondet_u32();
	at->sign_size = nondet_u32();
	at->images_size = nondet_u32();
	ASSUME(at->tlv_size && at->tlv_size <= TEEPROC_IMAGE_META_MAX);
	ASSUME(at->sign_size && at->sign_size <= TEEPROC_IMAGE_META_MAX);
	ASSUME(at->images_size);
	at->signed_size = TEEPROC_IMAGE_HDR_SIZE + (uint32_t)pad8(at->tlv_size);
	at->images_offset = at->signed_size + (uint32_t)pad8(at->sign_size);
	at->total_size = nondet_u32();
	ASSUME(at->images_offset <= TEEPROC_IMAGE_META_MAX);
}

#endif /* PARSE_H */
