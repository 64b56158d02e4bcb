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
 * @images: the rest, in memory of the normal world, which may change it at
 *	any time; gone when the command ends
 */
struct firmware {
	uint8_t *meta;
	struct teeproc_image image;
	const uint8_t *images;
};

/**
 * format_read() - copy and parse the metadata of an image
 * @buffer: image, memory of the normal world; each byte of the metadata is
 *	read from it once
 * @size: bytes
 * @fw: filled on success; format_free() when done, which a failure has done
 */
TEE_Result format_read(const void *buffer, size_t size, struct firmware *fw);
void format_free(struct firmware *fw);

/* Logs the parser's sentence for @error and gives its TEE_Result. */
TEE_Result format_result(enum teeproc_image_error error);

#endif /* FORMAT_H */
