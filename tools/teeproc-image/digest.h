/* SPDX-License-Identifier: BSD-2-Clause */
/* SHA-256 of pieces of images, and signatures in the image's form. */
#ifndef TEEPROC_DIGEST_H
#define TEEPROC_DIGEST_H

#include <openssl/evp.h>
#include <stdbool.h>

#include "teeproc/image.h"

/* Gives bytes of the images, from `offset` on: how many are at *bytes, at most
 * size, at least 1. */
typedef size_t (*images_at)(const void *images, uint32_t offset, uint32_t size,
			    const uint8_t **bytes);

/* One context and one fetched SHA-256 for many hashes */
struct digest {
	EVP_MD_CTX *context;
	EVP_MD *sha256;
};

bool digest_open(struct digest *digest);
void digest_close(struct digest *digest);
bool digest_bytes(struct digest *digest, const uint8_t *bytes, size_t size,
		  uint8_t *hash);
/* SHA-256 over all that is not loaded of an opened image */
bool digest_rest(struct digest *digest, const struct teeproc_image *image,
		 images_at at, const void *images, uint8_t *hash);

/*
 * What a TEE that has loaded it answers to GET_MEASUREMENT (teeproc/ta.h), over
 * all segments of an opened image
 */
bool digest_measurement(struct digest *digest,
			const struct teeproc_image *image, uint8_t *hash);

/* true if the signature, in the image's form, is right */
bool signature_ok(EVP_PKEY *pkey, enum teeproc_sign_type type,
		  const uint8_t *bytes, size_t size, const uint8_t *signature,
		  size_t signature_size);
/* Makes one in the image's form, of exactly signature_size bytes. */
bool signature_make(EVP_PKEY *pkey, enum teeproc_sign_type type,
		    const uint8_t *bytes, size_t size, uint8_t *signature,
		    size_t signature_size);

#endif /* TEEPROC_DIGEST_H */
