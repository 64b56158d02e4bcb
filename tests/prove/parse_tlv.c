// SPDX-License-Identifier: BSD-2-Clause
/* One TLV, any, in any state between two: what it gives is inside, and so stays all. */
#include "parse.h"

bool teeproc_text_is_printable(const char *text, uint32_t size)
{
	HOLDS(size && __CPROVER_r_ok(text, size));
	return nondet_bool();
}

bool teeproc_target_is_valid(const char *target, uint32_t size)
{
	HOLDS(size && __CPROVER_r_ok(target, size));
	return nondet_bool();
}

/* What next_tlv() gives; next_tlv.c proves it */
static void any_tlv(const struct teeproc_image *image, struct teeproc_tlv *tlv)
{
	tlv->offset = nondet_u32();
	tlv->type = nondet_u32();
	tlv->size = nondet_u32();
	ASSUME(range_inside(tlv->offset, TLV_HDR_SIZE, image->layout.tlv_size));
	tlv->value = image->meta + TEEPROC_IMAGE_HDR_SIZE + tlv->offset +
		     TLV_HDR_SIZE;
	ASSUME(tlv->size <=
	       image->layout.tlv_size - TLV_HDR_SIZE - tlv->offset);
}

void harness(void)
{
	struct teeproc_image image = { 0 };
	struct values values = { 0 };
	struct teeproc_tlv tlv;

	any_layout(&image.layout);
	image.meta = any_bytes(image.layout.images_offset);
	any_state(&image, &values);
	any_tlv(&image, &tlv);
	if (take_tlv(&image, &tlv, &values)) {
		REACHED("refused");
		return;
	}
	REACHED("taken");
	HOLDS(holds_between(&image, &values));
	HOLDS(tlv.type != TEEPROC_TLV_NUM_IMAGES || image.num_images);
	HOLDS(tlv.type != TEEPROC_TLV_HASH_TABLE || image.hash_table);
	HOLDS(tlv.type != TEEPROC_TLV_IMAGE_TYPE || values.image_type);
	HOLDS(tlv.type != TEEPROC_TLV_IMAGE_SIZE || values.image_size);
	HOLDS(tlv.type != TEEPROC_TLV_SIGN_TYPE ||
	      image.sign_type == TEEPROC_SIGN_RSA ||
	      image.sign_type == TEEPROC_SIGN_ECDSA_P256);
}
