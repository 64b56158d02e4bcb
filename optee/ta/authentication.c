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

static TEE_Result hash_signed(const struct firmware *fw, uint8_t *digest)
{
	TEE_OperationHandle op = TEE_HANDLE_NULL;
	size_t size = TEEPROC_SHA256_SIZE;
	TEE_Result res = sha256_open(&op);

	if (res)
		return res;
	res = TEE_DigestDoFinal(op, fw->meta, fw->image.layout.signed_size,
				digest, &size);
	TEE_FreeOperation(op);
	return res;
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

TEE_Result authenticate_meta(struct core *core, const struct firmware *fw,
			     struct verdict *verdict)
{
	const struct teeproc_image *image = &fw->image;
	uint8_t digest[TEEPROC_SHA256_SIZE] = { 0 };
	struct key_info *key = NULL;
	size_t key_size = 0;
	unsigned int times = 0;
	TEE_Result res = TEE_SUCCESS;

	res = make_key_info(image, &key, &key_size);
	if (res)
		return res;
	res = hash_signed(fw, digest);
	for (times = 0; !res && times < 2; times++) {
		res = pta_verify_digest(core, key, key_size, digest,
					image->signature,
					image->layout.sign_size);
		verdict_add(verdict, VERDICT_SIGNATURE, res);
	}
	if (res)
		EMSG("core %" PRIu32
		     ": image refused: not authentic: %#" PRIx32,
		     core->id, res);
	TEE_Free(key);
	return res;
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

/* Read anew, so that no branch before it has decided the answer. */
static uint32_t has_rest_hash(const struct teeproc_image *image)
{
	const uint8_t *const volatile *hash = &image->rest_hash;

	return (uintptr_t)*hash != 0;
}

TEE_Result rest_check(const struct firmware *fw, TEE_OperationHandle rest,
		      struct verdict *verdict)
{
	const uint8_t *expected = fw->image.rest_hash;
	uint8_t digest[TEEPROC_SHA256_SIZE] = { 0 };
	size_t size = sizeof(digest);
	TEE_Result res = TEE_SUCCESS;
	int differ = 0;

	if (!expected) {
		/*
		 * An image of OP-TEE's script: what is not loaded is not
		 * signed. Getting here with one that has a hash fails.
		 */
		verdict_add(verdict, VERDICT_REST, has_rest_hash(&fw->image));
		verdict_add(verdict, VERDICT_REST, 0);
		return TEE_SUCCESS;
	}
	if (!rest)
		return TEE_ERROR_SECURITY;
	res = TEE_DigestDoFinal(rest, NULL, 0, digest, &size);
	if (res)
		return res;
	differ = TEE_MemCompare(digest, expected, sizeof(digest));
	verdict_add(verdict, VERDICT_REST, differ);
	verdict_add(verdict, VERDICT_REST,
		    TEE_MemCompare(digest, expected, sizeof(digest)));
	if (differ) {
		EMSG("image refused: what is not loaded has another hash");
		return TEE_ERROR_SECURITY;
	}
	return TEE_SUCCESS;
}
