/* SPDX-License-Identifier: BSD-2-Clause */
/* Key blobs: the form that public keys have in a SoC's one-time memory. */
#include "teeproc/key.h"

#include "bytes.h"

#define RSA_EXPONENT_SIZE 4u
#define P256_COORDINATE_SIZE 32u

static enum teeproc_image_error set_sizes(struct teeproc_key *key,
					  uint32_t type, uint32_t bits)
{
	*key = (struct teeproc_key){ .bits = bits };
	switch (type) {
	case TEEPROC_SIGN_RSA:
		if (bits != 2048 && bits != 3072 && bits != 4096)
			return TEEPROC_KEY_BITS;
		key->first_size = bits / 8;
		key->second_size = RSA_EXPONENT_SIZE;
		key->sign_size = bits / 8;
		break;
	case TEEPROC_SIGN_ECDSA_P256:
		if (bits != 256)
			return TEEPROC_KEY_BITS;
		key->first_size = P256_COORDINATE_SIZE;
		key->second_size = P256_COORDINATE_SIZE;
		key->sign_size = TEEPROC_ECDSA_P256_SIZE;
		break;
	default:
		return TEEPROC_KEY_TYPE;
	}
	key->type = (enum teeproc_sign_type)type;
	return TEEPROC_IMAGE_OK;
}

static void set_places(struct teeproc_key *key, const uint8_t *blob)
{
	key->first = blob + TEEPROC_KEY_BLOB_HDR;
	key->second = key->first + key->first_size;
}

/* An RSA modulus has its full length and is odd, so is an exponent above 1. */
static bool numbers_ok(const struct teeproc_key *key)
{
	const uint8_t *e = key->second;

	if (key->type != TEEPROC_SIGN_RSA)
		return true; /* if the point is on the curve is not seen here */
	return key->first[0] & 0x80 && key->first[key->first_size - 1] & 1 &&
	       e[3] & 1 && (e[0] || e[1] || e[2] || e[3] > 1);
}

enum teeproc_image_error teeproc_key_parse(const uint8_t *blob, size_t size,
					   struct teeproc_key *key)
{
	enum teeproc_image_error error;

	if (size < TEEPROC_KEY_BLOB_HDR)
		return TEEPROC_KEY_LENGTH;
	error = set_sizes(key, get_le32(blob), get_le32(blob + 4));
	if (error)
		return error;
	if (size != TEEPROC_KEY_BLOB_HDR + key->first_size + key->second_size)
		return TEEPROC_KEY_LENGTH;
	set_places(key, blob);
	return numbers_ok(key) ? TEEPROC_IMAGE_OK : TEEPROC_KEY_NUMBERS;
}

enum teeproc_image_error teeproc_key_build(uint8_t *blob, uint32_t type,
					   uint32_t bits,
					   struct teeproc_key *key,
					   size_t *size)
{
	enum teeproc_image_error error;

	error = set_sizes(key, type, bits);
	if (error)
		return error;
	put_le32(blob, type);
	put_le32(blob + 4, bits);
	set_places(key, blob);
	*size = TEEPROC_KEY_BLOB_HDR + key->first_size + key->second_size;
	return TEEPROC_IMAGE_OK;
}
