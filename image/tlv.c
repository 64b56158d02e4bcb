/* SPDX-License-Identifier: BSD-2-Clause */
/* TLVs of a signed image, from bytes to a checked struct. */
#include "teeproc/image.h"
#include "teeproc/target.h"
#include "teeproc/text.h"

#include "bytes.h"

#define TLV_HDR_SIZE 8u
/* A TLV area that is padded although it was aligned ends in 8 zero bytes. */
#define TLV_PADDING_MAX 15u

struct values {
	const uint8_t *image_type;
	uint32_t image_type_size;
	const uint8_t *image_size;
	uint32_t image_size_size;
	uint32_t entries_size;
};

/* What is known of a type: how long its value may be, and if it must be there */
struct tlv_rule {
	uint32_t type;
	uint32_t min;
	uint32_t max;
	bool required;
};

static const struct tlv_rule rules[] = {
	{ TEEPROC_TLV_SIGN_TYPE, 1, 1, true },
	{ TEEPROC_TLV_HASH_TYPE, 1, 1, true },
	{ TEEPROC_TLV_NUM_IMAGES, 1, 1, true },
	{ TEEPROC_TLV_IMAGE_TYPE, 1, TEEPROC_IMAGES_MAX, true },
	{ TEEPROC_TLV_IMAGE_SIZE, 4, 4 * TEEPROC_IMAGES_MAX, true },
	{ TEEPROC_TLV_HASH_TABLE, TEEPROC_HASH_ENTRY_SIZE, UINT32_MAX, true },
	{ TEEPROC_TLV_KEY_INFO, 0, TEEPROC_KEY_INFO_MAX, false },
	{ TEEPROC_TLV_RSC_TABLE, 8, 8, false },
	{ TEEPROC_TLV_ROLLBACK, 4, 4, false },
	{ TEEPROC_TLV_NAME, 1, TEEPROC_NAME_MAX, false },
	{ TEEPROC_TLV_VERSION, 1, TEEPROC_NAME_MAX, false },
	{ TEEPROC_TLV_DEBUG, 1, 1, false },
	{ TEEPROC_TLV_ENTRIES, 4, 4 * TEEPROC_IMAGES_MAX, false },
	{ TEEPROC_TLV_REST_HASH, TEEPROC_SHA256_SIZE, TEEPROC_SHA256_SIZE,
	  false },
	{ TEEPROC_TLV_TARGET, 1, TEEPROC_NAME_MAX, false },
};

#define NUM_RULES (sizeof(rules) / sizeof(rules[0]))

static bool is_padding(const uint8_t *bytes, uint32_t size)
{
	if (size > TLV_PADDING_MAX)
		return false;
	while (size--)
		if (bytes[size])
			return false;
	return true;
}

enum teeproc_image_error
teeproc_image_next_tlv(const struct teeproc_image *image, uint32_t *pos,
		       struct teeproc_tlv *tlv)
{
	const uint8_t *tlvs = image->meta + TEEPROC_IMAGE_HDR_SIZE;
	uint32_t area = image->layout.tlv_size, left;
	uint64_t next;

	if (*pos >= area || is_padding(tlvs + *pos, area - *pos))
		return TEEPROC_IMAGE_END;
	left = area - *pos;
	if (left < TLV_HDR_SIZE)
		return TEEPROC_IMAGE_TLV_TRUNCATED;

	tlv->offset = *pos;
	tlv->type = get_le32(tlvs + *pos);
	tlv->size = get_le32(tlvs + *pos + 4);
	tlv->value = tlvs + *pos + TLV_HDR_SIZE;
	if (tlv->size > left - TLV_HDR_SIZE)
		return TEEPROC_IMAGE_TLV_TRUNCATED;

	/* the last one's padding may lie behind the counted area */
	next = *pos + TLV_HDR_SIZE + pad8(tlv->size);
	*pos = next < area ? (uint32_t)next : area;
	return TEEPROC_IMAGE_OK;
}

static bool is_platform_type(uint32_t type)
{
	return type >= TEEPROC_TLV_PLATFORM_MIN &&
	       type <= TEEPROC_TLV_PLATFORM_MAX &&
	       (type < TEEPROC_TLV_OWN_MIN || type > TEEPROC_TLV_OWN_MAX);
}

static const struct tlv_rule *find_rule(uint32_t type)
{
	uint32_t i;

	for (i = 0; i < NUM_RULES; i++)
		if (rules[i].type == type)
			return &rules[i];
	return NULL;
}

static enum teeproc_image_error take_flag(const uint8_t *value, bool *flag)
{
	if (value[0] > 1)
		return TEEPROC_IMAGE_TLV_VALUE;
	*flag = value[0];
	return TEEPROC_IMAGE_OK;
}

static enum teeproc_image_error take_text(const struct teeproc_tlv *tlv,
					  const char **text, uint32_t *size)
{
	if (!teeproc_text_is_printable((const char *)tlv->value, tlv->size))
		return TEEPROC_IMAGE_TLV_TEXT;
	*text = (const char *)tlv->value;
	*size = tlv->size;
	return TEEPROC_IMAGE_OK;
}

static enum teeproc_image_error take_sign_type(struct teeproc_image *image,
					       uint8_t type)
{
	if (type != TEEPROC_SIGN_RSA && type != TEEPROC_SIGN_ECDSA_P256)
		return TEEPROC_IMAGE_SIGN_TYPE;
	image->sign_type = (enum teeproc_sign_type)type;
	return TEEPROC_IMAGE_OK;
}

/* OP-TEE's types; lengths are as the rules say */
static enum teeproc_image_error take_generic(struct teeproc_image *image,
					     const struct teeproc_tlv *tlv,
					     struct values *values)
{
	switch (tlv->type) {
	case TEEPROC_TLV_SIGN_TYPE:
		return take_sign_type(image, tlv->value[0]);
	case TEEPROC_TLV_HASH_TYPE:
		if (tlv->value[0] != TEEPROC_HASH_SHA256)
			return TEEPROC_IMAGE_HASH_TYPE;
		break;
	case TEEPROC_TLV_NUM_IMAGES:
		image->num_images = tlv->value[0];
		if (!image->num_images ||
		    image->num_images > TEEPROC_IMAGES_MAX)
			return TEEPROC_IMAGE_NUM_IMAGES;
		break;
	case TEEPROC_TLV_IMAGE_TYPE:
		values->image_type = tlv->value;
		values->image_type_size = tlv->size;
		break;
	case TEEPROC_TLV_IMAGE_SIZE:
		values->image_size = tlv->value;
		values->image_size_size = tlv->size;
		break;
	case TEEPROC_TLV_HASH_TABLE:
		if (tlv->size % TEEPROC_HASH_ENTRY_SIZE)
			return TEEPROC_IMAGE_HASH_TABLE;
		image->hash_table = tlv->value;
		image->hash_count = tlv->size / TEEPROC_HASH_ENTRY_SIZE;
		break;
	default: /* TEEPROC_TLV_KEY_INFO */
		image->key_info = tlv->size ? tlv->value : NULL;
		image->key_info_size = tlv->size;
		break;
	}
	return TEEPROC_IMAGE_OK;
}

/* teeproc's types; lengths are as the rules say */
static enum teeproc_image_error take_own(struct teeproc_image *image,
					 const struct teeproc_tlv *tlv,
					 struct values *values)
{
	switch (tlv->type) {
	case TEEPROC_TLV_RSC_TABLE:
		image->has_rsc_table = true;
		image->rsc_table_da = get_le32(tlv->value);
		image->rsc_table_size = get_le32(tlv->value + 4);
		break;
	case TEEPROC_TLV_ROLLBACK:
		image->has_rollback = true;
		image->rollback = get_le32(tlv->value);
		break;
	case TEEPROC_TLV_NAME:
		return take_text(tlv, &image->name, &image->name_size);
	case TEEPROC_TLV_VERSION:
		return take_text(tlv, &image->version, &image->version_size);
	case TEEPROC_TLV_TARGET:
		if (!teeproc_target_is_valid((const char *)tlv->value,
					     tlv->size))
			return TEEPROC_IMAGE_TLV_TARGET;
		image->target = (const char *)tlv->value;
		image->target_size = tlv->size;
		break;
	case TEEPROC_TLV_DEBUG:
		return take_flag(tlv->value, &image->debuggable);
	case TEEPROC_TLV_ENTRIES:
		image->entries_tlv = tlv->value;
		values->entries_size = tlv->size;
		break;
	default: /* TEEPROC_TLV_REST_HASH */
		image->rest_hash = tlv->value;
		break;
	}
	return TEEPROC_IMAGE_OK;
}

static enum teeproc_image_error take_tlv(struct teeproc_image *image,
					 const struct teeproc_tlv *tlv,
					 struct values *values)
{
	const struct tlv_rule *rule = find_rule(tlv->type);

	if (!rule)
		return is_platform_type(tlv->type) ? TEEPROC_IMAGE_OK :
						     TEEPROC_IMAGE_TLV_UNKNOWN;
	if (tlv->size < rule->min || tlv->size > rule->max)
		return TEEPROC_IMAGE_TLV_LENGTH;
	if (tlv->type < TEEPROC_TLV_PLATFORM_MIN)
		return take_generic(image, tlv, values);
	return take_own(image, tlv, values);
}

static enum teeproc_image_error take_tlvs(struct teeproc_image *image,
					  struct values *values)
{
	uint32_t seen[TEEPROC_TLVS_MAX], pos = 0, i;
	enum teeproc_image_error error;
	struct teeproc_tlv tlv;

	for (image->at = 0;; image->at++) {
		error = teeproc_image_next_tlv(image, &pos, &tlv);
		if (error == TEEPROC_IMAGE_END)
			break;
		if (error)
			return error;
		if (image->at == TEEPROC_TLVS_MAX)
			return TEEPROC_IMAGE_TLV_TOO_MANY;
		for (i = 0; i < image->at; i++)
			if (seen[i] == tlv.type)
				return TEEPROC_IMAGE_TLV_DUPLICATE;
		seen[image->at] = tlv.type;
		error = take_tlv(image, &tlv, values);
		if (error)
			return error;
	}

	for (i = 0; i < NUM_RULES; i++) {
		uint32_t j;

		for (j = 0; j < image->at && seen[j] != rules[i].type; j++)
			;
		if (rules[i].required && j == image->at)
			return TEEPROC_IMAGE_TLV_MISSING;
	}
	image->at = 0;
	return TEEPROC_IMAGE_OK;
}

static enum teeproc_image_error take_images(struct teeproc_image *image,
					    const struct values *values)
{
	uint32_t offset = 0, size, i;

	if (values->image_type_size != image->num_images ||
	    values->image_size_size != 4 * image->num_images ||
	    (image->entries_tlv &&
	     values->entries_size != 4 * image->num_images))
		return TEEPROC_IMAGE_NUM_IMAGES;

	for (i = 0; i < image->num_images; i++) {
		image->at = i;
		if (values->image_type[i] != TEEPROC_IMAGE_ELF)
			return TEEPROC_IMAGE_IMAGE_TYPE;
		size = get_le32(values->image_size + 4 * (size_t)i);
		if (!size || size % TEEPROC_IMAGE_ALIGN ||
		    !range_inside(offset, size, image->layout.images_size))
			return TEEPROC_IMAGE_IMAGE_SIZE;
		image->image_offset[i] = offset;
		image->image_size[i] = size;
		offset += size;
	}
	image->at = 0;
	return offset == image->layout.images_size ? TEEPROC_IMAGE_OK :
						     TEEPROC_IMAGE_IMAGE_SIZE;
}

static enum teeproc_image_error
check_sign_size(const struct teeproc_image *image)
{
	uint32_t size = image->layout.sign_size;

	if (image->sign_type == TEEPROC_SIGN_RSA ?
		    size == 256 || size == 384 || size == 512 :
		    size == TEEPROC_ECDSA_P256_SIZE)
		return TEEPROC_IMAGE_OK;
	return TEEPROC_IMAGE_SIGN_LENGTH;
}

enum teeproc_image_error teeproc_image_parse(const uint8_t *meta,
					     size_t meta_size,
					     size_t total_size,
					     struct teeproc_image *image)
{
	enum teeproc_image_error error;
	struct values values = { 0 };

	*image = (struct teeproc_image){ .meta = meta };
	if (meta_size < TEEPROC_IMAGE_HDR_SIZE)
		return TEEPROC_IMAGE_TRUNCATED;
	error = teeproc_image_check_header(meta, total_size, &image->layout);
	if (error)
		return error;
	if (meta_size < image->layout.images_offset)
		return TEEPROC_IMAGE_TRUNCATED;
	image->signature = meta + image->layout.signed_size;

	error = take_tlvs(image, &values);
	if (!error)
		error = take_images(image, &values);
	if (!error)
		error = check_sign_size(image);
	return error;
}
