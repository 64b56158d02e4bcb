/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * From a buffer of the normal world to metadata in secure memory.
 */
#ifndef FORMAT_H
#define FORMAT_H

#include <tee_internal_api.h>
#include <teeproc/image.h>

/**
 * struct firmware - an image under way
 * @meta: header, TLVs and signature, on the heap: what @image points into
 * @image: what they say, checked for form; authentic only once it is
 */
struct firmware {
	uint8_t *meta;
	struct teeproc_image image;
};

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
