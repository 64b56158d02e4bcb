/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Building a signed image: its header, TLVs and hash table. The bytes go into
 * buffers of the caller; hashing, signing and the images are his part.
 */
#ifndef TEEPROC_IMAGE_BUILD_H
#define TEEPROC_IMAGE_BUILD_H

#include <teeproc/elf.h>
#include <teeproc/image.h>

/* Bytes that a TLV with a value of SIZE bytes takes */
#define TEEPROC_TLV_ROOM(SIZE) (8u + (((size_t)(SIZE) + 7u) & ~(size_t)7u))

/**
 * struct teeproc_build - a TLV area that grows
 * @data: buffer of the caller
 * @room: bytes of it
 * @used: bytes that are filled
 */
struct teeproc_build {
	uint8_t *data;
	size_t room;
	size_t used;
};

/** teeproc_build_header() - TEEPROC_IMAGE_HDR_SIZE bytes at @out */
void teeproc_build_header(uint8_t *out, uint32_t tlv_size, uint32_t sign_size,
			  uint32_t images_size);

/**
 * teeproc_build_tlv() - append a TLV with its padding
 * @build: the area
 * @type: of the TLV
 * @value: @size bytes, or NULL: room is left for the caller to fill
 * @size: of the value
 * @room: set to the value's place in the area, if not NULL
 */
enum teeproc_image_error teeproc_build_tlv(struct teeproc_build *build,
					   uint32_t type, const void *value,
					   uint32_t size, uint8_t **room);

/** teeproc_build_tlv_u32() - a TLV of @count words */
enum teeproc_image_error teeproc_build_tlv_u32(struct teeproc_build *build,
					       uint32_t type,
					       const uint32_t *words,
					       uint32_t count);

/**
 * teeproc_build_hash_entry() - one entry of the hash table
 * @out: TEEPROC_HASH_ENTRY_SIZE bytes
 * @phdr: the program header, of either class
 * @hash: SHA-256 of its bytes in the file
 *
 * Return: TEEPROC_ELF_NOT_32BIT if a value does not fit.
 */
enum teeproc_image_error
teeproc_build_hash_entry(uint8_t *out, const struct teeproc_phdr *phdr,
			 const uint8_t *hash);

#endif /* TEEPROC_IMAGE_BUILD_H */
