// SPDX-License-Identifier: BSD-2-Clause
/*
 * The whole parse. Its header is any that header.c allows, its TLVs give any state
 * that parse_tlv.c allows, with all that parse_tlvs.c says is there.
 */
#include "parse.h"

enum teeproc_image_error teeproc_image_check_header(const uint8_t *header,
						    size_t total_size,
						    struct teeproc_layout *at)
{
	HOLDS(__CPROVER_r_ok(header, TEEPROC_IMAGE_HDR_SIZE));
	if (nondet_bool())
		return TEEPROC_IMAGE_BAD_MAGIC;
	any_layout(at);
	ASSUME(at->total_size == total_size);
	return TEEPROC_IMAGE_OK;
}

enum teeproc_image_error stub_take_tlvs(struct teeproc_image *image,
					struct values *values)
{
	if (nondet_bool())
		return TEEPROC_IMAGE_TLV_MISSING;
	any_state(image, values);
	ASSUME(image->num_images && image->hash_table);
	ASSUME(values->image_type && values->image_size);
	image->at = 0;
	return TEEPROC_IMAGE_OK;
}

static void check(const struct teeproc_image *image)
{
	uint32_t sum = 0, i;

	HOLDS(image->num_images && image->num_images <= TEEPROC_IMAGES_MAX);
	for (i = 0; i < image->num_images; i++) {
		HOLDS(image->image_offset[i] == sum);
		HOLDS(image->image_size[i] && image->image_size[i] % 8 == 0);
		HOLDS(image->image_size[i] <= image->layout.images_size - sum);
		sum += image->image_size[i];
	}
	HOLDS(sum == image->layout.images_size);
	HOLDS(is_in_tlvs(image, image->hash_table, 64 * image->hash_count));
	HOLDS(!image->entries_tlv ||
	      is_in_tlvs(image, image->entries_tlv, 4 * image->num_images));
	HOLDS(__CPROVER_r_ok(image->signature, image->layout.sign_size));
	HOLDS(image->sign_type == TEEPROC_SIGN_RSA ?
		      image->layout.sign_size >= 256 :
		      image->layout.sign_size == TEEPROC_ECDSA_P256_SIZE);
}

void harness(void)
{
	size_t size = nondet_size(), total = nondet_size();
	struct teeproc_image image;

	ASSUME(size <= TEEPROC_IMAGE_META_MAX);
	if (teeproc_image_parse(any_bytes(size), size, total, &image)) {
		REACHED("refused");
		return;
	}
	REACHED("parsed");
	check(&image);
}
