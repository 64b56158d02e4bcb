// SPDX-License-Identifier: BSD-2-Clause
#include "image/header.c"
#include "prove.h"

void harness(void)
{
	size_t total = nondet_size();
	size_t size = total < TEEPROC_IMAGE_HDR_SIZE ? total :
						       TEEPROC_IMAGE_HDR_SIZE;
	struct teeproc_layout at;

	if (teeproc_image_check_header(any_bytes(size), total, &at)) {
		REACHED("refused");
		return;
	}
	REACHED("accepted");
	HOLDS(at.tlv_size && at.sign_size && at.images_size);
	HOLDS(at.signed_size == TEEPROC_IMAGE_HDR_SIZE + pad8(at.tlv_size));
	HOLDS(at.images_offset == at.signed_size + pad8(at.sign_size));
	HOLDS(at.total_size == at.images_offset + pad8(at.images_size));
	HOLDS(at.images_offset <= TEEPROC_IMAGE_META_MAX);
	HOLDS(at.total_size == total);
}
