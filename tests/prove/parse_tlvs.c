// SPDX-License-Identifier: BSD-2-Clause
/*
 * The way through the TLVs: each is taken once, none twice, and those that must be
 * there are. TLVS: so many at most; the image has no more.
 */
#include "parse.h"

static uint32_t types[TLVS], given, taken;

enum teeproc_image_error stub_next_tlv(const struct teeproc_image *image,
				       uint32_t *pos, struct teeproc_tlv *tlv)
{
	(void)image;
	(void)pos;
	if (given == TLVS || nondet_bool())
		return TEEPROC_IMAGE_END;
	if (nondet_bool())
		return TEEPROC_IMAGE_TLV_TRUNCATED;
	tlv->type = nondet_u32();
	types[given++] = tlv->type;
	return TEEPROC_IMAGE_OK;
}

enum teeproc_image_error stub_take_tlv(struct teeproc_image *image,
				       const struct teeproc_tlv *tlv,
				       struct values *values)
{
	(void)image;
	(void)values;
	HOLDS(taken < given && types[taken] == tlv->type);
	taken++;
	return nondet_bool() ? TEEPROC_IMAGE_OK : TEEPROC_IMAGE_TLV_VALUE;
}

static bool was_given(uint32_t type)
{
	uint32_t i;

	for (i = 0; i < given; i++) {
		if (types[i] == type)
			return true;
	}
	return false;
}

void harness(void)
{
	struct teeproc_image image = { 0 };
	struct values values = { 0 };
	uint32_t i = nondet_u32(), j = nondet_u32();

	if (take_tlvs(&image, &values)) {
		REACHED("refused");
		return;
	}
	REACHED("taken");
	HOLDS(taken == given && !image.at);
	ASSUME(i < j && j < given);
	HOLDS(types[i] != types[j]);
	HOLDS(was_given(TEEPROC_TLV_SIGN_TYPE));
	HOLDS(was_given(TEEPROC_TLV_HASH_TYPE));
	HOLDS(was_given(TEEPROC_TLV_NUM_IMAGES));
	HOLDS(was_given(TEEPROC_TLV_IMAGE_TYPE));
	HOLDS(was_given(TEEPROC_TLV_IMAGE_SIZE));
	HOLDS(was_given(TEEPROC_TLV_HASH_TABLE));
}
