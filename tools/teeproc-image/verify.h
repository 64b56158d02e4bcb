/* SPDX-License-Identifier: BSD-2-Clause */
/* The decision about a signed image, as the Trusted Application takes it. */
#ifndef TEEPROC_VERIFY_H
#define TEEPROC_VERIFY_H

#include "core.h"
#include "digest.h"
#include "key.h"

/**
 * struct expectation - what an image is compared with
 * @any_key_info: take no notice of what the image says about its key
 * @core: it shall be for this one; not asked if none is given
 * @measured: it shall have this @measurement
 */
struct expectation {
	bool any_key_info;
	struct core core;
	bool measured;
	uint8_t measurement[TEEPROC_SHA256_SIZE];
};

/**
 * struct verdict - what came out
 * @reason: NULL if the image is good, otherwise a sentence
 * @segment: number of the program header concerned, or -1
 * @image: filled as far as the reading went
 */
struct verdict {
	const char *reason;
	int segment;
	struct teeproc_image image;
};

/**
 * verify_image() - may this image run?
 * @data: the whole image
 * @size: bytes of it
 * @key: the public key that the SoC would have
 * @expected: what else it has to fulfil
 * @digest: for the hashes
 * @verdict: filled
 *
 * Return: true if it may.
 */
bool verify_image(const uint8_t *data, size_t size,
		  const struct signing_key *key,
		  const struct expectation *expected, struct digest *digest,
		  struct verdict *verdict);

/* An images_at of digest.h for images that lie in one piece */
size_t images_in_memory(const void *images, uint32_t offset, uint32_t size,
			const uint8_t **bytes);

#endif /* TEEPROC_VERIFY_H */
