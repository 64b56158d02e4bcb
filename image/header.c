/* SPDX-License-Identifier: BSD-2-Clause */
/* Header of a signed image: where its parts lie. */
#include "teeproc/image.h"

#include "bytes.h"

enum teeproc_image_error
teeproc_image_check_header(const uint8_t *header, size_t total_size,
			   struct teeproc_layout *layout)
{
	uint64_t signed_size, images_offset, total;
	uint32_t tlv_size, sign_size, images_size;

	if (total_size < TEEPROC_IMAGE_HDR_SIZE)
		return TEEPROC_IMAGE_TRUNCATED;
	if (get_le32(header) != TEEPROC_IMAGE_MAGIC)
		return TEEPROC_IMAGE_BAD_MAGIC;
	if (get_le32(header + 4) != TEEPROC_IMAGE_FORMAT)
		return TEEPROC_IMAGE_BAD_FORMAT;

	tlv_size = get_le32(header + 8);
	sign_size = get_le32(header + 12);
	images_size = get_le32(header + 16);
	if (!tlv_size || !sign_size || !images_size)
		return TEEPROC_IMAGE_BAD_LENGTH;

	/* three 32-bit lengths: no overflow in 64 bits */
	signed_size = TEEPROC_IMAGE_HDR_SIZE + pad8(tlv_size);
	images_offset = signed_size + pad8(sign_size);
	total = images_offset + pad8(images_size);
	if (total > UINT32_MAX)
		return TEEPROC_IMAGE_TOO_BIG;
	if (images_offset > TEEPROC_IMAGE_META_MAX)
		return TEEPROC_IMAGE_META_TOO_BIG;
	if (total > total_size)
		return TEEPROC_IMAGE_TRUNCATED;
	if (total < total_size)
		return TEEPROC_IMAGE_BAD_LENGTH;

	layout->tlv_size = tlv_size;
	layout->sign_size = sign_size;
	layout->images_size = images_size;
	layout->signed_size = (uint32_t)signed_size;
	layout->images_offset = (uint32_t)images_offset;
	layout->total_size = (uint32_t)total;
	return TEEPROC_IMAGE_OK;
}
