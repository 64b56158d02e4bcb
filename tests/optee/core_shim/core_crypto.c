// SPDX-License-Identifier: BSD-2-Clause
/* The public-key functions of OP-TEE's core, on OpenSSL. */
#include "core_shim.h"

#include <crypto/crypto.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>
#include <stdlib.h>
#include <tee/tee_cryp_utl.h>
#include <utee_defines.h>

struct bignum {
	BIGNUM *number;
};

static struct bignum *new_number(void)
{
	struct bignum *number = calloc(1, sizeof(*number));

	core_shim.allocated++;
	return number;
}

static void free_number(struct bignum *number)
{
	if (!number)
		return;
	core_shim.allocated--;
	BN_free(number->number);
	free(number);
}

static bool fails(void)
{
	return core_shim.fail_alloc && !--core_shim.fail_alloc;
}

TEE_Result crypto_bignum_bin2bn(const uint8_t *from, size_t size,
				struct bignum *to)
{
	if (fails())
		return TEE_ERROR_OUT_OF_MEMORY;
	BN_free(to->number);
	to->number = BN_bin2bn(from, (int)size, NULL);
	return TEE_SUCCESS;
}

TEE_Result crypto_acipher_alloc_rsa_public_key(struct rsa_public_key *key,
					       size_t bits)
{
	(void)bits;
	if (fails())
		return TEE_ERROR_OUT_OF_MEMORY;
	key->n = new_number();
	key->e = new_number();
	return TEE_SUCCESS;
}

void crypto_acipher_free_rsa_public_key(struct rsa_public_key *key)
{
	free_number(key->n);
	free_number(key->e);
}

TEE_Result crypto_acipher_alloc_ecc_public_key(struct ecc_public_key *key,
					       uint32_t type, size_t bits)
{
	(void)type;
	(void)bits;
	if (fails())
		return TEE_ERROR_OUT_OF_MEMORY;
	key->x = new_number();
	key->y = new_number();
	return TEE_SUCCESS;
}

void crypto_acipher_free_ecc_public_key(struct ecc_public_key *key)
{
	free_number(key->x);
	free_number(key->y);
}

static EVP_PKEY *make_key(const char *type, OSSL_PARAM_BLD *build)
{
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
	OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(build);
	EVP_PKEY *key = NULL;

	if (EVP_PKEY_fromdata_init(ctx) <= 0 ||
	    EVP_PKEY_fromdata(ctx, &key, EVP_PKEY_PUBLIC_KEY, params) <= 0)
		key = NULL;
	EVP_PKEY_CTX_free(ctx);
	OSSL_PARAM_free(params);
	OSSL_PARAM_BLD_free(build);
	return key;
}

static TEE_Result verify(EVP_PKEY *key, bool rsa, const uint8_t *msg,
			 const uint8_t *sig, size_t sig_size)
{
	EVP_PKEY_CTX *ctx = NULL;
	int good = 0;

	if (!key)
		return TEE_ERROR_BAD_PARAMETERS;
	ctx = EVP_PKEY_CTX_new(key, NULL);
	if (EVP_PKEY_verify_init(ctx) > 0 &&
	    EVP_PKEY_CTX_set_signature_md(ctx, EVP_sha256()) > 0 &&
	    (!rsa || EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PADDING) > 0))
		good = EVP_PKEY_verify(ctx, sig, sig_size, msg, 32);
	EVP_PKEY_CTX_free(ctx);
	EVP_PKEY_free(key);
	return good == 1 ? TEE_SUCCESS : TEE_ERROR_SIGNATURE_INVALID;
}

TEE_Result crypto_acipher_rsassa_verify(uint32_t algo,
					struct rsa_public_key *key, int salt,
					const uint8_t *msg, size_t msg_size,
					const uint8_t *sig, size_t sig_size)
{
	OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();

	/* sizes are the caller's to check */
	if (algo != TEE_ALG_RSASSA_PKCS1_V1_5_SHA256 || salt ||
	    msg_size != 32 || sig_size != (size_t)BN_num_bytes(key->n->number))
		abort();
	OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_N, key->n->number);
	OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_E, key->e->number);
	return verify(make_key("RSA", build), true, msg, sig, sig_size);
}

TEE_Result crypto_acipher_ecc_verify(uint32_t algo, struct ecc_public_key *key,
				     const uint8_t *msg, size_t msg_size,
				     const uint8_t *sig, size_t sig_size)
{
	OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
	ECDSA_SIG *rs = ECDSA_SIG_new();
	uint8_t point[65] = { 4 };
	unsigned char *der = NULL;
	TEE_Result res;
	int size;

	if (algo != TEE_ALG_ECDSA_P256 || msg_size != 32 || sig_size != 64 ||
	    key->curve != TEE_ECC_CURVE_NIST_P256)
		abort();
	BN_bn2binpad(key->x->number, point + 1, 32);
	BN_bn2binpad(key->y->number, point + 33, 32);
	OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME,
					"P-256", 0);
	OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, point,
					 sizeof(point));
	ECDSA_SIG_set0(rs, BN_bin2bn(sig, 32, NULL),
		       BN_bin2bn(sig + 32, 32, NULL));
	size = i2d_ECDSA_SIG(rs, &der);
	res = verify(make_key("EC", build), false, msg, der, (size_t)size);
	OPENSSL_free(der);
	ECDSA_SIG_free(rs);
	return res;
}

TEE_Result tee_hash_createdigest(uint32_t algo, const uint8_t *data,
				 size_t size, uint8_t *digest,
				 size_t digest_size)
{
	if (algo != TEE_ALG_SHA256 || digest_size != 32)
		abort();
	if (fails())
		return TEE_ERROR_OUT_OF_MEMORY;
	SHA256(data, size, digest);
	return TEE_SUCCESS;
}
