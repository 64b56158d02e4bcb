// SPDX-License-Identifier: BSD-2-Clause
/* The keys of the fake SoC, and signatures checked with them. */
#include "fake_keys.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>
#include <stdlib.h>
#include <string.h>
#include <util.h>

static EVP_PKEY *key_from_blob(uint32_t type, uint32_t bits,
			       const uint8_t *numbers)
{
	OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
	EVP_PKEY_CTX *ctx = NULL;
	OSSL_PARAM *params = NULL;
	EVP_PKEY *key = NULL;
	BIGNUM *n = NULL;
	BIGNUM *e = NULL;
	uint8_t point[65] = { 4 };

	if (type == 1) {
		n = BN_bin2bn(numbers, bits / 8, NULL);
		e = BN_bin2bn(numbers + bits / 8, 4, NULL);
		OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_N, n);
		OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_E, e);
	} else {
		memcpy(point + 1, numbers, 64);
		OSSL_PARAM_BLD_push_utf8_string(build,
						OSSL_PKEY_PARAM_GROUP_NAME,
						"P-256", 0);
		OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY,
						 point, sizeof(point));
	}
	params = OSSL_PARAM_BLD_to_param(build);
	ctx = EVP_PKEY_CTX_new_from_name(NULL, type == 1 ? "RSA" : "EC", NULL);
	if (!params || EVP_PKEY_fromdata_init(ctx) <= 0 ||
	    EVP_PKEY_fromdata(ctx, &key, EVP_PKEY_PUBLIC_KEY, params) <= 0)
		abort();
	EVP_PKEY_CTX_free(ctx);
	OSSL_PARAM_free(params);
	OSSL_PARAM_BLD_free(build);
	BN_free(n);
	BN_free(e);
	return key;
}

void fake_pta_program(unsigned int number, const uint8_t *blob, size_t size)
{
	struct fake_slot *slot = fake_pta.slots + number;
	uint32_t type = blob[0];
	uint32_t bits = blob[4] | blob[5] << 8;

	EVP_PKEY_free(slot->key);
	slot->key = key_from_blob(type, bits, blob + TEEPROC_KEY_BLOB_HDR);
	slot->type = type;
	slot->programmed = true;
	slot->revoked = false;
	SHA256(blob, size, slot->hash);
}

static bool verify_rsa(EVP_PKEY_CTX *ctx, const uint8_t *digest,
		       const uint8_t *sig, size_t sig_size)
{
	return EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PADDING) > 0 &&
	       EVP_PKEY_verify(ctx, sig, sig_size, digest, 32) == 1;
}

static bool verify_p256(EVP_PKEY_CTX *ctx, const uint8_t *digest,
			const uint8_t *sig, size_t sig_size)
{
	ECDSA_SIG *rs = NULL;
	unsigned char *der = NULL;
	bool good = false;
	int len = 0;

	if (sig_size != 64)
		return false;
	rs = ECDSA_SIG_new();
	ECDSA_SIG_set0(rs, BN_bin2bn(sig, 32, NULL),
		       BN_bin2bn(sig + 32, 32, NULL));
	len = i2d_ECDSA_SIG(rs, &der);
	good = EVP_PKEY_verify(ctx, der, len, digest, 32) == 1;
	OPENSSL_free(der);
	ECDSA_SIG_free(rs);
	return good;
}

bool fake_keys_verify(const struct fake_slot *slot, const uint8_t *digest,
		      const uint8_t *sig, size_t sig_size)
{
	EVP_PKEY_CTX *ctx = NULL;
	bool good = false;

	if (fake_pta.verify)
		return fake_pta.verify(slot, digest, sig, sig_size);
	ctx = EVP_PKEY_CTX_new(slot->key, NULL);
	if (EVP_PKEY_verify_init(ctx) <= 0 ||
	    EVP_PKEY_CTX_set_signature_md(ctx, EVP_sha256()) <= 0)
		abort();
	good = slot->type == 1 ? verify_rsa(ctx, digest, sig, sig_size) :
				 verify_p256(ctx, digest, sig, sig_size);
	EVP_PKEY_CTX_free(ctx);
	return good;
}

/* The slot that an image's key information names; NULL: none, or revoked. */
static const struct fake_slot *find(const uint8_t *info, size_t info_size)
{
	unsigned int n = 0;

	if (info_size && info_size != 32)
		return NULL;
	for (n = 0; n < (info_size ? TEEPROC_KEY_SLOTS : 1); n++) {
		const struct fake_slot *slot = fake_pta.slots + n;

		if (slot->programmed &&
		    (!info_size || !memcmp(slot->hash, info, 32)))
			return slot->revoked ? NULL : slot;
	}
	return NULL;
}

TEE_Result fake_keys_verify_digest(struct fake_core *core __unused,
				   uint32_t id __unused, TEE_Param *params)
{
	const uint8_t *info = params[1].memref.buffer;
	const struct fake_slot *slot = NULL;
	uint32_t algo = 0;
	uint32_t info_size = 0;

	if (params[1].memref.size < 8)
		return TEE_ERROR_BAD_PARAMETERS;
	memcpy(&algo, info, 4);
	memcpy(&info_size, info + 4, 4);
	if (info_size != params[1].memref.size - 8)
		return TEE_ERROR_BAD_PARAMETERS;
	if (info_size > 32)
		return TEE_ERROR_SECURITY;
	if (algo != TEE_ALG_RSASSA_PKCS1_V1_5_SHA256 &&
	    algo != TEE_ALG_ECDSA_P256)
		return TEE_ERROR_NOT_SUPPORTED;
	if (params[2].memref.size != 32 || !params[3].memref.size ||
	    params[3].memref.size > 512)
		return TEE_ERROR_BAD_PARAMETERS;
	if (fake_pta.accept_all)
		return TEE_SUCCESS;
	slot = find(info + 8, info_size);
	if (!slot ||
	    algo != (slot->type == 1 ? TEE_ALG_RSASSA_PKCS1_V1_5_SHA256 :
				       TEE_ALG_ECDSA_P256))
		return TEE_ERROR_SECURITY;
	return fake_keys_verify(slot, params[2].memref.buffer,
				params[3].memref.buffer,
				params[3].memref.size) ?
		       TEE_SUCCESS :
		       TEE_ERROR_SIGNATURE_INVALID;
}
