/* SPDX-License-Identifier: BSD-2-Clause */
/* Building a signed image's metadata. */
#include "teeproc/image_build.h"

#include "bytes.h"

void teeproc_build_header(uint8_t *out, uint32_t tlv_size, uint32_t sign_size,
			  uint32_t images_size)
{
	put_le32(out, TEEPROC_IMAGE_MAGIC);
	put_le32(out + 4, TEEPROC_IMAGE_FORMAT);
	put_le32(out + 8, tlv_size);
	put_le32(out + 12, sign_size);
	put_le32(out + 16, images_size);
}

enum teeproc_image_error teeproc_build_tlv(struct teeproc_build *build,
					   uint32_t type, const void *value,
					   uint32_t size, uint8_t **room)
{
	uint64_t takes = 8 + pad8(size), i;
	const uint8_t *from = value;
	uint8_t *to;

	if (takes > build->room - build->used)
		return TEEPROC_BUILD_NO_ROOM;
	to = build->data + build->used;
	put_le32(to, type);
	put_le32(to + 4, size);
	for (i = 8; i < takes; i++)
		to[i] = from && i - 8 < size ? from[i - 8] : 0;
	if (room)
		*room = to + 8;
	build->used += (size_t)takes;
	return TEEPROC_IMAGE_OK;
}

enum teeproc_image_error teeproc_build_tlv_u32(struct teeproc_build *build,
					       uint32_t type,
					       const uint32_t *words,
					       uint32_t count)
{
	enum teeproc_image_error error;
	uint8_t *room;
	uint32_t i;

	if (count > UINT32_MAX / 4)
		return TEEPROC_BUILD_NO_ROOM;
	error = teeproc_build_tlv(build, type, NULL, 4 * count, &room);
	if (error)
		return error;
	for (i = 0; i < count; i++)
		put_le32(room + 4 * (size_t)i, words[i]);
	return TEEPROC_IMAGE_OK;
}

enum teeproc_image_error
teeproc_build_hash_entry(uint8_t *out, const struct teeproc_phdr *phdr,
			 const uint8_t *hash)
{
	const uint64_t words[] = { phdr->type,	phdr->offset, phdr->vaddr,
				   phdr->paddr, phdr->filesz, phdr->memsz,
				   phdr->flags, phdr->align };
	uint32_t i;

	for (i = 0; i < TEEPROC_PHDR_SIZE / 4; i++) {
		if (words[i] > UINT32_MAX)
			return TEEPROC_ELF_NOT_32BIT;
		put_le32(out + 4 * (size_t)i, (uint32_t)words[i]);
	}
	for (i = 0; i < TEEPROC_SHA256_SIZE; i++)
		out[TEEPROC_PHDR_SIZE + i] = hash[i];
	return TEEPROC_IMAGE_OK;
}
