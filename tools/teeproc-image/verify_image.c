// SPDX-License-Identifier: BSD-2-Clause
#include <openssl/crypto.h>
#include <string.h>

#include "teeproc/target.h"
#include "verify.h"

size_t images_in_memory(const void *images, uint32_t offset, uint32_t size,
			const uint8_t **bytes)
{
	*bytes = (const uint8_t *)images + offset;
	return size;
}

static const char *check_key(const struct teeproc_image *image,
			     const struct signing_key *key, bool any_key_info)
{
	if (image->sign_type != key->type ||
	    image->layout.sign_size != key->sign_size)
		return "it is signed with another type of key";
	if (!any_key_info && image->key_info_size &&
	    (image->key_info_size != TEEPROC_SHA256_SIZE ||
	     CRYPTO_memcmp(image->key_info, key->hash, TEEPROC_SHA256_SIZE)))
		return "it is signed with another key";
	if (!signature_ok(key->pkey, key->type, image->meta,
			  image->layout.signed_size, image->signature,
			  image->layout.sign_size))
		return "the signature is wrong";
	return NULL;
}

static const char *check_bytes(const uint8_t *images, struct digest *digest,
			       struct verdict *verdict)
{
	const struct teeproc_image *image = &verdict->image;
	uint8_t hash[TEEPROC_SHA256_SIZE];
	struct teeproc_segment segment;
	uint32_t pos = 0;

	while (teeproc_image_next_segment(image, &pos, &segment)) {
		verdict->segment = (int)segment.entry;
		if (!digest_bytes(digest,
				  images + (segment.file_size ? segment.offset :
								0),
				  segment.file_size, hash))
			return "cannot hash";
		if (CRYPTO_memcmp(hash, segment.hash, sizeof(hash)))
			return "the bytes of a segment have been changed";
	}
	verdict->segment = -1;
	if (!image->rest_hash)
		return NULL;
	if (!digest_rest(digest, image, images_in_memory, images, hash))
		return "cannot hash";
	if (CRYPTO_memcmp(hash, image->rest_hash, sizeof(hash)))
		return "bytes outside the segments have been changed";
	return NULL;
}

static bool is_for(const struct core *core, const struct teeproc_image *image,
		   uint32_t number)
{
	return !teeproc_target_difference(image->target, image->target_size,
					  number, &core->identity);
}

static const char *check_target(const struct core *core,
				const struct teeproc_image *image)
{
	if (!image->target)
		return "it does not say which core it is for";
	/* what fits two numbers fits by its name */
	if (core->has_number ? is_for(core, image, core->number) :
			       is_for(core, image, 0) && is_for(core, image, 1))
		return NULL;
	return "it is for another core";
}

static const char *check_measurement(const struct teeproc_image *image,
				     const uint8_t *expected,
				     struct digest *digest)
{
	uint8_t hash[TEEPROC_SHA256_SIZE];

	if (!digest_measurement(digest, image, hash))
		return "cannot hash";
	if (CRYPTO_memcmp(hash, expected, sizeof(hash)))
		return "its measurement is another one";
	return NULL;
}

bool verify_image(const uint8_t *data, size_t size,
		  const struct signing_key *key,
		  const struct expectation *expected, struct digest *digest,
		  struct verdict *verdict)
{
	struct teeproc_image *image = &verdict->image;
	enum teeproc_image_error error;
	const uint8_t *images;
	uint32_t da, table_size;

	*verdict = (struct verdict){ .segment = -1 };
	error = teeproc_image_parse(data, size, size, image);
	if (error)
		goto bad;
	verdict->reason = check_key(image, key, expected->any_key_info);
	if (!verdict->reason && expected->core.given)
		verdict->reason = check_target(&expected->core, image);
	if (verdict->reason)
		return false;

	images = data + image->layout.images_offset;
	error = teeproc_image_open(image, images);
	if (error)
		goto bad;
	verdict->reason = check_bytes(images, digest, verdict);
	if (verdict->reason)
		return false;
	error = teeproc_image_find_rsc_table(image, images, &da, &table_size);
	if (error && error != TEEPROC_IMAGE_RSC_NONE)
		goto bad;
	if (expected->measured)
		verdict->reason =
			check_measurement(image, expected->measurement, digest);
	return !verdict->reason;

bad:
	verdict->reason = teeproc_image_strerror(error);
	return false;
}
