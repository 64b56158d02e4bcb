// SPDX-License-Identifier: BSD-2-Clause
#include "digest.h"

#include <openssl/ecdsa.h>
#include <openssl/rsa.h>

#include "../../image/bytes.h"
#include "teeproc/key.h"

#define COORDINATE_SIZE (TEEPROC_ECDSA_P256_SIZE / 2)
#define DER_MAX 80 /* of an ECDSA-Sig-Value on P-256: at most 72 */

bool digest_open(struct digest *digest)
{
	digest->context = EVP_MD_CTX_new();
	digest->sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
	return digest->context && digest->sha256;
}

void digest_close(struct digest *digest)
{
	EVP_MD_free(digest->sha256);
	EVP_MD_CTX_free(digest->context);
}

bool digest_bytes(struct digest *digest, const uint8_t *bytes, size_t size,
		  uint8_t *hash)
{
	return EVP_DigestInit_ex2(digest->context, digest->sha256, NULL) &&
	       EVP_DigestUpdate(digest->context, bytes, size) &&
	       EVP_DigestFinal_ex(digest->context, hash, NULL);
}

static bool add_range(struct digest *digest, struct teeproc_range range,
		      images_at at, const void *images)
{
	const uint8_t *bytes;
	size_t size;

	while (range.size) {
		size = at(images, range.offset, range.size, &bytes);
		if (!EVP_DigestUpdate(digest->context, bytes, size))
			return false;
		range.offset += (uint32_t)size;
		range.size -= (uint32_t)size;
	}
	return true;
}

bool digest_rest(struct digest *digest, const struct teeproc_image *image,
		 images_at at, const void *images, uint8_t *hash)
{
	struct teeproc_range range;
	uint32_t pos = 0;

	if (!EVP_DigestInit_ex2(digest->context, digest->sha256, NULL))
		return false;
	while (teeproc_image_next_rest(image, &pos, &range))
		if (!add_range(digest, range, at, images))
			return false;
	return EVP_DigestFinal_ex(digest->context, hash, NULL);
}

static bool add_segment(struct digest *digest,
			const struct teeproc_segment *segment)
{
	uint8_t place[12];

	put_le32(place, segment->da);
	put_le32(place + 4, segment->file_size);
	put_le32(place + 8, segment->mem_size);
	return EVP_DigestUpdate(digest->context, place, sizeof(place)) &&
	       EVP_DigestUpdate(digest->context, segment->hash,
				TEEPROC_SHA256_SIZE);
}

bool digest_measurement(struct digest *digest,
			const struct teeproc_image *image, uint8_t *hash)
{
	struct teeproc_segment segment;
	uint32_t pos = 0;

	if (!EVP_DigestInit_ex2(digest->context, digest->sha256, NULL))
		return false;
	while (teeproc_image_next_segment(image, &pos, &segment))
		if (!add_segment(digest, &segment))
			return false;
	return EVP_DigestFinal_ex(digest->context, hash, NULL);
}

static bool set_padding(EVP_PKEY_CTX *context, enum teeproc_sign_type type)
{
	return type != TEEPROC_SIGN_RSA ||
	       EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) > 0;
}

/* r and s, 32 bytes each, to DER */
static size_t to_der(const uint8_t *signature, uint8_t *der)
{
	ECDSA_SIG *numbers = ECDSA_SIG_new();
	BIGNUM *r = BN_bin2bn(signature, COORDINATE_SIZE, NULL);
	BIGNUM *s =
		BN_bin2bn(signature + COORDINATE_SIZE, COORDINATE_SIZE, NULL);
	int size = -1;

	if (numbers && ECDSA_SIG_set0(numbers, r, s)) {
		r = NULL; /* taken over */
		s = NULL;
		size = i2d_ECDSA_SIG(numbers, &der);
	}
	BN_free(r);
	BN_free(s);
	ECDSA_SIG_free(numbers);
	return size > 0 ? (size_t)size : 0;
}

static bool from_der(const uint8_t *der, size_t size, uint8_t *signature)
{
	ECDSA_SIG *numbers = d2i_ECDSA_SIG(NULL, &der, (long)size);
	bool done;

	done = numbers &&
	       BN_bn2binpad(ECDSA_SIG_get0_r(numbers), signature,
			    COORDINATE_SIZE) > 0 &&
	       BN_bn2binpad(ECDSA_SIG_get0_s(numbers),
			    signature + COORDINATE_SIZE, COORDINATE_SIZE) > 0;
	ECDSA_SIG_free(numbers);
	return done;
}

bool signature_ok(EVP_PKEY *pkey, enum teeproc_sign_type type,
		  const uint8_t *bytes, size_t size, const uint8_t *signature,
		  size_t signature_size)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	EVP_PKEY_CTX *pkey_context;
	uint8_t der[DER_MAX];
	bool ok = false;

	if (type == TEEPROC_SIGN_ECDSA_P256) {
		signature_size = to_der(signature, der);
		signature = der;
	}
	if (context && signature_size &&
	    EVP_DigestVerifyInit(context, &pkey_context, EVP_sha256(), NULL,
				 pkey) > 0 &&
	    set_padding(pkey_context, type))
		ok = EVP_DigestVerify(context, signature, signature_size, bytes,
				      size) == 1;
	EVP_MD_CTX_free(context);
	return ok;
}

bool signature_make(EVP_PKEY *pkey, enum teeproc_sign_type type,
		    const uint8_t *bytes, size_t size, uint8_t *signature,
		    size_t signature_size)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	EVP_PKEY_CTX *pkey_context;
	uint8_t made[TEEPROC_KEY_BLOB_MAX];
	size_t made_size = sizeof(made), i;
	bool done;

	done = context &&
	       EVP_DigestSignInit(context, &pkey_context, EVP_sha256(), NULL,
				  pkey) > 0 &&
	       set_padding(pkey_context, type) &&
	       EVP_DigestSign(context, made, &made_size, bytes, size) > 0;
	EVP_MD_CTX_free(context);
	if (!done)
		return false;
	if (type == TEEPROC_SIGN_ECDSA_P256)
		return from_der(made, made_size, signature);
	if (made_size != signature_size)
		return false;
	for (i = 0; i < made_size; i++)
		signature[i] = made[i];
	return true;
}
