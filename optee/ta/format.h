/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * From a buffer of the normal world to metadata in secure memory.
 */
#ifndef FORMAT_H
#define FORMAT_H

#include "verdict.h"

#include <tee_internal_api.h>
#include <teeproc/image.h>

/**
 * struct firmware - an image under way
 * @meta: header, TLVs and signature, on the heap: what @image points into
 * @meta_size: bytes of it
 * @image: what they say, checked for form; authentic only once it is
 * @again: the same from another look, see verdict.h
 * @digest: SHA-256 of what is signed, as each of the looks has it
 */
struct firmware {
	uint8_t *meta;
	uint32_t meta_size;
	struct teeproc_image image;
	struct teeproc_image again;
	uint8_t digest[2][TEEPROC_SHA256_SIZE];
};

/**
 * struct walk - going through the segments, each read twice
 * @segment: the one at hand
 * @again: the same, from the other look
 * @same: WALK_SAME if it is the same, and was not there before
 * @pos, @pos_again: 0 before the first
 *
 * for (format_walk(&walk); format_next_segment(fw, &walk); format_used(&walk))
 */
struct walk {
	struct teeproc_segment segment;
	struct teeproc_segment again;
	volatile uint32_t same;
	uint32_t pos;
	uint32_t pos_again;
};

/*
 * No other memory, and none of zeroes, is taken for a walk: an instruction that
 * is left out may leave another pointer in its place.
 */
#define WALK_SAME 0x8e35d1c7u

/* 0 if the segment at hand may count */
static inline uint32_t format_difference(const struct walk *walk)
{
	return walk->same ^ WALK_SAME;
}

/* Where a step is left out there is no segment at hand that could count. */
static inline void format_used(struct walk *walk)
{
	walk->same = UNDONE;
}

static inline void format_walk(struct walk *walk)
{
	TEE_MemFill(walk, 0, sizeof(*walk));
	format_used(walk);
}

/**
 * struct piece - consecutive bytes of an image, as a client hands them over
 * @bytes: memory of the normal world, which may change it at any time; gone
 *	when the command ends
 * @size: bytes
 * @offset: of the first one, in the image
 * @total: bytes of the whole image
 */
struct piece {
	const uint8_t *bytes;
	uint32_t size;
	uint32_t offset;
	uint32_t total;
};

/**
 * struct window - the part of a piece that is not metadata
 * @bytes: as in the piece
 * @start: offset of the first one, from the start of the images, as in
 *	struct teeproc_segment
 * @end: offset behind the last one
 */
struct window {
	const uint8_t *bytes;
	uint32_t start;
	uint32_t end;
};

/**
 * format_read() - copy and parse the metadata of an image
 * @piece: the first piece; each byte of the metadata is read from it once
 * @fw: filled on success; format_free() when done, which a failure has done
 *
 * Return: TEE_ERROR_BAD_PARAMETERS if the piece ends before the metadata does.
 */
TEE_Result format_read(const struct piece *piece, struct firmware *fw);
void format_free(struct firmware *fw);

/**
 * format_look_again() - parse the copy of the metadata once more
 * @fw: its @again is filled; what teeproc_image_open() has set there stays
 */
TEE_Result format_look_again(struct firmware *fw);

/*
 * The next segment in @walk; false after the last. Where the looks do not agree
 * on that, the verdict's count does not fit.
 */
bool format_next_segment(const struct firmware *fw, struct walk *walk);

/**
 * format_window() - what is in a piece beside metadata
 * @fw: of the same image
 * @piece: not ending before the metadata does
 */
struct window format_window(const struct firmware *fw,
			    const struct piece *piece);

/**
 * format_look() - the bytes of a range that a window has
 * @window: what is at hand
 * @offset: of the range, from the start of the images
 * @size: of the range; inside the images
 * @part: filled: what of the range is in the window
 *
 * Return: those bytes, or NULL if there are none.
 */
const uint8_t *format_look(const struct window *window, uint32_t offset,
			   uint32_t size, struct teeproc_range *part);

/* Logs the parser's sentence for @error and gives its TEE_Result. */
TEE_Result format_result(enum teeproc_image_error error);

#endif /* FORMAT_H */
