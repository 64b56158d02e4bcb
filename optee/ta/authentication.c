// SPDX-License-Identifier: BSD-2-Clause
#include "authentication.h"

#include "pta.h"

#include <trace.h>

/* struct rproc_pta_key_info of OP-TEE's remoteproc_pta.h */
struct key_info {
	uint32_t algo;
	uint32_t info_size;
	uint8_t info[];
};

TEE_Result sha256_open(TEE_OperationHandle *op)
{
	return TEE_AllocateOperation(op, TEE_ALG_SHA256, TEE_MODE_DIGEST, 0);
}

/* Where nothing is written, the digest is none that a signature can be for. */
TEE_Result digest_meta(const struct teeproc_image *image, uint8_t *digest)
{
	TEE_OperationHandle op = TEE_HANDLE_NULL;
	size_t size = TEEPROC_SHA256_SIZE;
	TEE_Result res = TEE_SUCCESS;

	TEE_MemFill(digest, 0xa5, TEEPROC_SHA256_SIZE);
	res = sha256_open(&op);
	if (res)
		return res;
	res = TEE_DigestDoFinal(op, image->meta, image->layout.signed_size,
				digest, &size);
	TEE_FreeOperation(op);
	return res;
}

/*
 * 1 for a digest of zeros, else 0. Anybody who has the public key can make an
 * ECDSA signature over that: R = t Q, r = R.x, s = r / t.
 */
static uint32_t is_zero(const uint8_t *digest)
{
	uint32_t bits = 0;
	size_t n = 0;

	for (n = 0; n < TEEPROC_SHA256_SIZE; n++)
		bits |= digest[n];
	return (bits - 1) >> 31;
}

static uint32_t signature_algorithm(enum teeproc_sign_type type)
{
	return type == TEEPROC_SIGN_RSA ? TEE_ALG_RSASSA_PKCS1_V1_5_SHA256 :
					  TEE_ALG_ECDSA_P256;
}

static TEE_Result make_key_info(const struct teeproc_image *image,
				struct key_info **key, size_t *size)
{
	if (image->key_info_size > KEY_INFO_SIZE_MAX) {
		EMSG("image refused: more than %u bytes of key information",
		     KEY_INFO_SIZE_MAX);
		return TEE_ERROR_BAD_FORMAT;
	}
	*size = sizeof(**key) + image->key_info_size;
	*key = TEE_Malloc(*size, TEE_MALLOC_FILL_ZERO);
	if (!*key)
		return TEE_ERROR_OUT_OF_MEMORY;
	(*key)->algo = signature_algorithm(image->sign_type);
	(*key)->info_size = image->key_info_size;
	if (image->key_info_size)
		TEE_MemMove((*key)->info, image->key_info,
			    image->key_info_size);
	return TEE_SUCCESS;
}

static TEE_Result verify_once(struct core *core,
			      const struct teeproc_image *image,
			      uint8_t *digest, struct verdict *verdict)
{
	struct key_info *key = NULL;
	size_t key_size = 0;
	volatile TEE_Result res = UNDONE;

	res = digest_meta(image, digest);
	if (res)
		return res;
	res = make_key_info(image, &key, &key_size);
	if (res)
		return res;
	res = pta_verify_digest(core, key, key_size, digest, image->signature,
				image->layout.sign_size);
	verdict_add(verdict, VERDICT_SIGNATURE, res | is_zero(digest));
	TEE_Free(key);
	if (!res && is_zero(digest))
		return TEE_ERROR_SECURITY;
	return res;
}

/* Both looks, and what has been hashed of each */
static uint32_t looks_differ(const struct firmware *fw)
{
	return teeproc_image_difference(&fw->image, &fw->again) |
	       (uint32_t)TEE_MemCompare(fw->digest[0], fw->digest[1],
					TEEPROC_SHA256_SIZE);
}

/* The second look is taken here, so that no fault has spoiled both. */
static TEE_Result verify_twice(struct core *core, struct firmware *fw,
			       struct verdict *verdict)
{
	TEE_Result res = verify_once(core, &fw->image, fw->digest[0], verdict);

	if (!res)
		res = format_look_again(fw);
	if (!res)
		res = verify_once(core, &fw->again, fw->digest[1], verdict);
	return res;
}

TEE_Result authenticate_meta(struct core *core, struct firmware *fw,
			     struct verdict *verdict)
{
	TEE_Result res = verify_twice(core, fw, verdict);

	if (res) {
		EMSG("core %" PRIu32
		     ": image refused: not authentic: %#" PRIx32,
		     core->id, res);
		return res;
	}
	verdict_add(verdict, VERDICT_PARSED, looks_differ(fw));
	verdict_add(verdict, VERDICT_PARSED, looks_differ(fw));
	return TEE_SUCCESS;
}

static uint32_t has_changed(const struct firmware *fw,
			    const struct teeproc_image *image,
			    const uint8_t *authentic)
{
	uint8_t digest[TEEPROC_SHA256_SIZE] = { 0 };
	volatile uint32_t res = UNDONE;

	res = digest_meta(image, digest);
	return res | looks_differ(fw) |
	       (uint32_t)TEE_MemCompare(digest, authentic, sizeof(digest));
}

TEE_Result authenticate_again(struct firmware *fw, struct verdict *verdict)
{
	TEE_Result res = format_look_again(fw);

	if (res)
		return res;
	verdict_add(verdict, VERDICT_SEALED,
		    has_changed(fw, &fw->image, fw->digest[1]));
	verdict_add(verdict, VERDICT_SEALED,
		    has_changed(fw, &fw->again, fw->digest[0]));
	return TEE_SUCCESS;
}

TEE_Result rest_begin(const struct firmware *fw, TEE_OperationHandle *rest)
{
	return fw->image.rest_hash ? sha256_open(rest) : TEE_SUCCESS;
}

void rest_add(const struct firmware *fw, TEE_OperationHandle rest,
	      const struct window *window)
{
	struct teeproc_range range = { 0 };
	struct teeproc_range part = { 0 };
	uint32_t pos = 0;

	if (!rest)
		return;
	while (teeproc_image_next_rest(&fw->image, &pos, &range)) {
		const uint8_t *bytes =
			format_look(window, range.offset, range.size, &part);

		if (bytes)
			TEE_DigestUpdate(rest, bytes, part.size);
	}
}

/* 0 if the digest is the one that a look at the image has found */
static uint32_t rest_differs(const struct teeproc_image *image,
			     const uint8_t *digest)
{
	const uint8_t *const volatile *hash = &image->rest_hash;

	/* none in one look and one in the other */
	if (!*hash)
		return UNDONE;
	return (uint32_t)TEE_MemCompare(digest, *hash, TEEPROC_SHA256_SIZE);
}

/*
 * 0 if it has none. Read anew, so that no branch before it has decided; and of
 * the image that is loaded: other memory may have no hash either.
 */
static uint32_t has_rest_hash(const struct teeproc_image *image, uint32_t total)
{
	const uint8_t *const volatile *hash = &image->rest_hash;
	const volatile uint32_t *size = &image->layout.total_size;

	return (uint32_t)((uintptr_t)*hash != 0) | (*size ^ total);
}

TEE_Result rest_check(const struct firmware *fw, TEE_OperationHandle rest,
		      uint32_t total, struct verdict *verdict)
{
	uint8_t digest[TEEPROC_SHA256_SIZE] = { 0 };
	size_t size = sizeof(digest);
	TEE_Result res = TEE_SUCCESS;

	if (!fw->image.rest_hash) {
		/*
		 * An image of OP-TEE's script: what is not loaded is not
		 * signed. Getting here with one that has a hash fails.
		 */
		verdict_add(verdict, VERDICT_REST,
			    has_rest_hash(&fw->image, total));
		verdict_add(verdict, VERDICT_REST,
			    has_rest_hash(&fw->again, total));
		return TEE_SUCCESS;
	}
	if (!rest)
		return TEE_ERROR_SECURITY;
	TEE_MemFill(digest, 0xa5, sizeof(digest));
	res = TEE_DigestDoFinal(rest, NULL, 0, digest, &size);
	if (res)
		return res;
	verdict_add(verdict, VERDICT_REST, rest_differs(&fw->image, digest));
	verdict_add(verdict, VERDICT_REST, rest_differs(&fw->again, digest));
	if (rest_differs(&fw->image, digest)) {
		EMSG("image refused: what is not loaded has another hash");
		return TEE_ERROR_SECURITY;
	}
	return TEE_SUCCESS;
}
