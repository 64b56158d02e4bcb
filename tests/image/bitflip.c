// SPDX-License-Identifier: BSD-2-Clause
/*
 * bitflip IMAGE KEY: every bit of header, TLVs and signature, and of every 64th
 * byte of the images, is turned in turn, and the decision of `teeproc-image
 * verify` taken. None may be accepted. Prints how many were tried.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../tools/teeproc-image/file.h"
#include "../../tools/teeproc-image/verify.h"

#define IMAGES_STEP 64

static uint8_t *data;
static size_t size;
static struct signing_key key;
static struct digest digest;
static const struct expectation expected;
static unsigned long tried, accepted;

static void flip_bits(size_t at)
{
	struct verdict verdict;
	unsigned int bit;

	for (bit = 0; bit < 8; bit++) {
		data[at] ^= (uint8_t)(1 << bit);
		tried++;
		if (verify_image(data, size, &key, &expected, &digest,
				 &verdict)) {
			fprintf(stderr, "accepted: bit %u of byte %zu\n", bit,
				at);
			accepted++;
		}
		data[at] ^= (uint8_t)(1 << bit);
	}
}

int main(int argc, char **argv)
{
	struct key_source source = { .uri = argv[2] };
	struct verdict verdict;
	struct input input;
	size_t at, images;

	if (argc != 3 || input_open(&input, argv[1]) ||
	    key_load_public(&source, &key) || !digest_open(&digest))
		return 2;
	size = input.size;
	data = malloc(size);
	memcpy(data, input.data, size);
	if (!verify_image(data, size, &key, &expected, &digest, &verdict)) {
		fprintf(stderr, "the image itself: %s\n", verdict.reason);
		return 2;
	}
	images = verdict.image.layout.images_offset;
	for (at = 0; at < images; at++)
		flip_bits(at);
	/* the last byte too, which is padding here */
	for (; at < size; at += IMAGES_STEP)
		flip_bits(at);
	flip_bits(size - 1);
	if (!verify_image(data, size, &key, &expected, &digest, &verdict))
		return 2;
	printf("%lu tried, %lu accepted\n", tried, accepted);
	free(data);
	return accepted ? 1 : 0;
}
