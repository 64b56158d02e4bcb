// SPDX-License-Identifier: BSD-2-Clause
/*
 * Segments as teeproc_image_open() accepts them, in any order, and perhaps the
 * same bytes of the file twice. What gives them has a proof of its own:
 * segments.c.
 */
#include "prove.h"
#include "image/segments.c"

#ifndef SEGMENTS
#define SEGMENTS 3
#endif

static struct teeproc_segment segments[SEGMENTS];
static uint32_t num_segments;

bool stub_next_segment(const struct teeproc_image *image, uint32_t *pos,
		       struct teeproc_segment *segment)
{
	(void)image;
	if (*pos >= num_segments)
		return false;
	*segment = segments[(*pos)++];
	return true;
}

static void opened(struct teeproc_image *image)
{
	uint32_t size = nondet_u32(), n;

	num_segments = nondet_u32();
	ASSUME(num_segments >= 1 && num_segments <= SEGMENTS);
	image->layout.images_size = size;
	for (n = 0; n < num_segments; n++) {
		segments[n].offset = nondet_u32();
		segments[n].file_size = nondet_u32();
		ASSUME(!segments[n].file_size ||
		       range_inside(segments[n].offset, segments[n].file_size,
				    size));
	}
}

static bool is_loaded_byte(uint32_t byte)
{
	bool loaded = false;
	uint32_t n;

	for (n = 0; n < num_segments; n++)
		loaded |= byte >= segments[n].offset &&
			  byte - segments[n].offset < segments[n].file_size;
	return loaded;
}

void harness(void)
{
	struct teeproc_image image = { 0 };
	struct teeproc_range range;
	uint32_t pos = nondet_u32(), old = pos, byte = nondet_u32();
	bool more;

	opened(&image);
	ASSUME(pos <= image.layout.images_size);
	more = teeproc_image_next_rest(&image, &pos, &range);
	HOLDS(more == (range.size != 0));
	HOLDS(range.offset >= old);
	HOLDS((uint64_t)range.offset + range.size == pos);
	HOLDS(pos <= image.layout.images_size);
	HOLDS(more ? pos > old : pos == image.layout.images_size);
	/* what is given is not loaded, what is passed over is */
	if (byte >= range.offset && byte < pos) {
		REACHED("a byte of the rest");
		HOLDS(!is_loaded_byte(byte));
	}
	if (byte >= old && byte < range.offset) {
		REACHED("a byte that is loaded");
		HOLDS(is_loaded_byte(byte));
	}
}
