// SPDX-License-Identifier: BSD-2-Clause
#include "image/tlv.c"
#include "prove.h"

#ifndef AREA_MAX
#define AREA_MAX 4096
#endif

void harness(void)
{
	uint32_t area = nondet_u32(), pos = nondet_u32(), old = pos;
	struct teeproc_image image = { .layout.tlv_size = area };
	struct teeproc_tlv tlv;
	enum teeproc_image_error error;

	ASSUME(area <= AREA_MAX);
	image.meta = any_bytes(TEEPROC_IMAGE_HDR_SIZE + area);
	error = teeproc_image_next_tlv(&image, &pos, &tlv);
	if (error) {
		REACHED("end or refused");
		HOLDS(pos == old);
		HOLDS(old < area || error == TEEPROC_IMAGE_END);
		return;
	}
	REACHED("a TLV");
	HOLDS(pos > old && pos <= area);
	HOLDS(pos - old >= TLV_HDR_SIZE);
	HOLDS(tlv.offset == old);
	HOLDS(tlv.value == image.meta + TEEPROC_IMAGE_HDR_SIZE + old + 8);
	HOLDS(tlv.size <= area - old - 8);
	HOLDS(pos - old - 8 >= tlv.size);
}
