// SPDX-License-Identifier: BSD-2-Clause
#include "optee/ta/format.c"
#include "prove.h"

void harness(void)
{
	uint32_t images_size = nondet_u32(), offset = nondet_u32();
	uint32_t size = nondet_u32(), byte = nondet_u32();
	struct firmware fw = { 0 };
	struct piece piece = { .size = nondet_u32(), .offset = nondet_u32() };
	struct teeproc_range part;
	struct window window;
	const uint8_t *look;

	/* a piece of an image; the first one does not end in the metadata */
	fw.image.layout.images_offset = nondet_u32();
	ASSUME(fw.image.layout.images_offset <= TEEPROC_IMAGE_META_MAX);
	ASSUME(images_size <= UINT32_MAX - fw.image.layout.images_offset);
	piece.total = fw.image.layout.images_offset + images_size;
	ASSUME(piece.offset <= piece.total);
	ASSUME(piece.size <= piece.total - piece.offset);
	ASSUME(piece.offset + piece.size >= fw.image.layout.images_offset);
	piece.bytes = any_bytes(piece.size);
	/* a range inside the images */
	ASSUME(offset <= images_size && size <= images_size - offset);

	window = format_window(&fw, &piece);
	HOLDS(window.start <= window.end && window.end <= images_size);
	HOLDS(window.end - window.start <= piece.size);
	HOLDS(window.bytes ==
	      piece.bytes + (piece.size - window.end + window.start));
	HOLDS(window.end ==
	      piece.offset + piece.size - fw.image.layout.images_offset);

	look = format_look(&window, offset, size, &part);
	if (look) {
		REACHED("a part");
		HOLDS(part.offset >= window.start && part.size);
		HOLDS(part.offset <= window.end &&
		      part.size <= window.end - part.offset);
		HOLDS(part.offset >= offset && part.offset - offset < size);
		HOLDS(part.size <= size - (part.offset - offset));
		HOLDS(look == window.bytes + (part.offset - window.start));
	} else {
		REACHED("nothing");
	}
	/* no byte is left out */
	if (byte >= offset && byte - offset < size && byte >= window.start &&
	    byte < window.end)
		HOLDS(look && byte >= part.offset &&
		      byte - part.offset < part.size);
}
