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
		EMSG("image refused: more than %d bytes of metadata",
		     META_SIZE_MAX);
		return TEE_ERROR_BAD_FORMAT;
	}
	fw->meta = TEE_Malloc(meta_size, TEE_MALLOC_FILL_ZERO);
	if (!fw->meta)
		return TEE_ERROR_OUT_OF_MEMORY;
	TEE_MemMove(fw->meta, header, header_size);
	TEE_MemMove(fw->meta + header_size, buffer + header_size,
		    meta_size - header_size);
	return TEE_SUCCESS;
}

TEE_Result format_read(const void *buffer, size_t size, struct firmware *fw)
{
	uint8_t header[TEEPROC_IMAGE_HDR_SIZE] = { 0 };
	const uint8_t *bytes = buffer;
	struct teeproc_layout layout = { 0 };
	TEE_Result res = TEE_SUCCESS;

	TEE_MemFill(fw, 0, sizeof(*fw));
	if (!buffer || !size || size > UINT32_MAX)
		return TEE_ERROR_BAD_PARAMETERS;

	TEE_MemMove(header, buffer,
		    size < sizeof(header) ? size : sizeof(header));
	res = format_result(teeproc_image_check_header(header, size, &layout));
	if (!res)
		res = copy_meta(bytes, header, layout.images_offset, fw);
	if (!res)
		res = format_result(teeproc_image_parse(fw->meta,
							layout.images_offset,
							size, &fw->image));
	if (res) {
		format_free(fw);
		return res;
	}
	fw->images = bytes + layout.images_offset;
	return TEE_SUCCESS;
}

void format_free(struct firmware *fw)
{
	TEE_Free(fw->meta);
	TEE_MemFill(fw, 0, sizeof(*fw));
}
