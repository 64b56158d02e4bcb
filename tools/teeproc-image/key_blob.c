// SPDX-License-Identifier: BSD-2-Clause
/* From a key blob to OpenSSL's key. */
#include "key_blob.h"

#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <string.h>

static EVP_PKEY *from_params(const char *type, OSSL_PARAM_BLD *builder)
{
	OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(builder);
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
	EVP_PKEY *pkey = NULL;

	if (params && context && EVP_PKEY_fromdata_init(context) > 0)
		EVP_PKEY_fromdata(context, &pkey, EVP_PKEY_PUBLIC_KEY, params);
	EVP_PKEY_CTX_free(context);
	OSSL_PARAM_free(params);
	return pkey;
}

static EVP_PKEY *rsa_key(const struct teeproc_key *blob)
{
	OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
	BIGNUM *n = BN_bin2bn(blob->first, (int)blob->first_size, NULL);
	BIGNUM *e = BN_bin2bn(blob->second, (int)blob->second_size, NULL);
	EVP_PKEY *pkey = NULL;

	if (builder && n && e &&
	    OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, n) &&
	    OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, e))
		pkey = from_params("RSA", builder);
	BN_free(e);
	BN_free(n);
	OSSL_PARAM_BLD_free(builder);
	return pkey;
}

static EVP_PKEY *p256_key(const struct teeproc_key *blob)
{
	OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
	uint8_t point[1 + TEEPROC_ECDSA_P256_SIZE] = { 4 };
	EVP_PKEY *pkey = NULL;

	/* x and y lie one behind the other */
	memcpy(point + 1, blob->first, TEEPROC_ECDSA_P256_SIZE);
	if (builder &&
	    OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME,
					    "prime256v1", 0) &&
	    OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY,
					     point, sizeof(point)))
		pkey = from_params("EC", builder);
	OSSL_PARAM_BLD_free(builder);
	return pkey;
}

EVP_PKEY *key_from_blob(const uint8_t *bytes, size_t size)
{
	struct teeproc_key blob;

	if (teeproc_key_parse(bytes, size, &blob))
		return NULL;
	return blob.type == TEEPROC_SIGN_RSA ? rsa_key(&blob) : p256_key(&blob);
}
