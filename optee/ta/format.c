// SPDX-License-Identifier: BSD-2-Clause
#include "format.h"

#include "sizes.h"

#include <trace.h>

TEE_Result format_result(enum teeproc_image_error error)
{
	if (error == TEEPROC_IMAGE_OK)
		return TEE_SUCCESS;
	EMSG("image refused: %s", teeproc_image_strerror(error));
	return TEE_ERROR_BAD_FORMAT;
}

/* The header is not read again: the copy begins with the one already checked. */
static TEE_Result copy_meta(const uint8_t *buffer, const uint8_t *header,
			    uint32_t meta_size, struct firmware *fw)
{
	const uint32_t header_size = TEEPROC_IMAGE_HDR_SIZE;

	if (meta_size > META_SIZE_MAX) {
		EMSG("image refused: more than %u bytes of metadata",
		     META_SIZE_MAX);
		return TEE_ERROR_BAD_FORMAT;
	}
	fw->meta = TEE_Malloc(meta_size, TEE_MALLOC_FILL_ZERO);
	if (!fw->meta)
		return TEE_ERROR_OUT_OF_MEMORY;
	fw->meta_size = meta_size;
	TEE_MemMove(fw->meta, header, header_size);
	TEE_MemMove(fw->meta + header_size, buffer + header_size,
		    meta_size - header_size);
	return TEE_SUCCESS;
}

TEE_Result format_read(const struct piece *piece, struct firmware *fw)
{
	uint8_t header[TEEPROC_IMAGE_HDR_SIZE] = { 0 };
	struct teeproc_layout layout = { 0 };
	TEE_Result res = TEE_SUCCESS;

	TEE_MemFill(fw, 0, sizeof(*fw));
	TEE_MemMove(header, piece->bytes,
		    piece->size < sizeof(header) ? piece->size :
						   sizeof(header));
	res = format_result(
		teeproc_image_check_header(header, piece->total, &layout));
	if (!res && layout.images_offset > piece->size) {
		EMSG("image refused: the first piece is too short");
		res = TEE_ERROR_BAD_PARAMETERS;
	}
	if (!res)
		res = copy_meta(piece->bytes, header, layout.images_offset, fw);
	if (!res)
		res = format_result(
			teeproc_image_parse(fw->meta, layout.images_offset,
					    piece->total, &fw->image));
	if (res)
		format_free(fw);
	return res;
}

TEE_Result format_look_again(struct firmware *fw)
{
	struct teeproc_image *again = &fw->again;
	uint32_t entries[TEEPROC_IMAGES_MAX] = { 0 };
	TEE_Result res = TEE_SUCCESS;

	TEE_MemMove(entries, again->entries, sizeof(entries));
	res = format_result(teeproc_image_parse(fw->meta, fw->meta_size,
						fw->image.layout.total_size,
						again));
	TEE_MemMove(again->entries, entries, sizeof(entries));
	return res;
}

bool format_next_segment(const struct firmware *fw, struct walk *walk)
{
	bool first = teeproc_image_next_segment(&fw->image, &walk->pos,
						&walk->segment);
	bool second = teeproc_image_next_segment(&fw->again, &walk->pos_again,
						 &walk->again);

	walk->same = WALK_SAME ^
		     ((first ^ second) |
		      teeproc_segment_difference(&walk->segment, &walk->again));
	return first;
}

void format_free(struct firmware *fw)
{
	TEE_Free(fw->meta);
	TEE_MemFill(fw, 0, sizeof(*fw));
}

struct window format_window(const struct firmware *fw,
			    const struct piece *piece)
{
	uint32_t images = fw->image.layout.images_offset;
	uint32_t skip = piece->offset < images ? images - piece->offset : 0;

	return (struct window){
		.bytes = piece->bytes + skip,
		.start = piece->offset + skip - images,
		.end = piece->offset + piece->size - images,
	};
}

const uint8_t *format_look(const struct window *window, uint32_t offset,
			   uint32_t size, struct teeproc_range *part)
{
	uint32_t start = offset > window->start ? offset : window->start;
	uint32_t end = offset + size;

	if (end > window->end)
		end = window->end;
	if (start >= end)
		return NULL;
	part->offset = start;
	part->size = end - start;
	return window->bytes + (start - window->start);
}
