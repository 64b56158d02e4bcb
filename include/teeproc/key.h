/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Key blob: a public key without ASN.1, see struct teeproc_key_blob in pta.h.
 */
#ifndef TEEPROC_KEY_H
#define TEEPROC_KEY_H

#include <teeproc/image.h>
#include <teeproc/pta.h>

/**
 * struct teeproc_key - a key blob, checked
 * @type: enum teeproc_sign_type
 * @bits: 2048, 3072, 4096 for RSA; 256
 * @sign_size: bytes of a signature
 * @first: n or x, big endian
 * @first_size: bytes of it
 * @second: e or y, big endian
 * @second_size: bytes of it
 */
struct teeproc_key {
	enum teeproc_sign_type type;
	uint32_t bits;
	uint32_t sign_size;
	const uint8_t *first;
	uint32_t first_size;
	const uint8_t *second;
	uint32_t second_size;
};

/** teeproc_key_parse() - check a key blob; @key points into it */
enum teeproc_image_error teeproc_key_parse(const uint8_t *blob, size_t size,
					   struct teeproc_key *key);

/**
 * teeproc_key_build() - write the header of a key blob
 * @blob: TEEPROC_KEY_BLOB_MAX bytes
 * @type: enum teeproc_sign_type
 * @bits: of the key
 * @key: places for the numbers are set, inside @blob, for the caller to fill
 * @size: of the whole blob
 */
enum teeproc_image_error teeproc_key_build(uint8_t *blob, uint32_t type,
					   uint32_t bits,
					   struct teeproc_key *key,
					   size_t *size);

#endif /* TEEPROC_KEY_H */
