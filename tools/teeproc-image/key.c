// SPDX-License-Identifier: BSD-2-Clause
/* Between OpenSSL's keys and key blobs. */
#include "key.h"

#include <openssl/core_names.h>
#include <string.h>

static bool put_number(EVP_PKEY *pkey, const char *name, const uint8_t *to,
		       uint32_t size)
{
	BIGNUM *number = NULL;
	bool done;

	done = EVP_PKEY_get_bn_param(pkey, name, &number) &&
	       BN_bn2binpad(number, (uint8_t *)to, (int)size) >= 0;
	BN_free(number);
	return done;
}

static enum teeproc_sign_type type_of(EVP_PKEY *pkey)
{
	char group[64] = "";

	if (EVP_PKEY_is_a(pkey, "RSA"))
		return TEEPROC_SIGN_RSA;
	if (EVP_PKEY_is_a(pkey, "EC") &&
	    EVP_PKEY_get_group_name(pkey, group, sizeof(group), NULL) &&
	    (!strcmp(group, "prime256v1") || !strcmp(group, "P-256")))
		return TEEPROC_SIGN_ECDSA_P256;
	return 0;
}

bool key_is_open(EVP_PKEY *pkey)
{
	BIGNUM *number = NULL;
	bool done;

	done = EVP_PKEY_get_bn_param(pkey,
				     EVP_PKEY_is_a(pkey, "RSA") ?
					     OSSL_PKEY_PARAM_RSA_N :
					     OSSL_PKEY_PARAM_EC_PUB_X,
				     &number);
	BN_free(number);
	return done;
}

/* The numbers of the public key into the blob */
static bool fill_blob(struct signing_key *key, const struct teeproc_key *places)
{
	EVP_PKEY *pkey = key->public ? key->public : key->pkey;

	if (key->type == TEEPROC_SIGN_RSA)
		return put_number(pkey, OSSL_PKEY_PARAM_RSA_N, places->first,
				  places->first_size) &&
		       put_number(pkey, OSSL_PKEY_PARAM_RSA_E, places->second,
				  places->second_size);
	return put_number(pkey, OSSL_PKEY_PARAM_EC_PUB_X, places->first,
			  places->first_size) &&
	       put_number(pkey, OSSL_PKEY_PARAM_EC_PUB_Y, places->second,
			  places->second_size);
}

static int hash_blob(const char *object, struct signing_key *key)
{
	if (EVP_Digest(key->blob, key->blob_size, key->hash, NULL, EVP_sha256(),
		       NULL))
		return 0;
	return refuse_openssl(object, "cannot hash the key");
}

int key_describe(const char *object, EVP_PKEY *pkey, EVP_PKEY *public,
		 struct signing_key *key)
{
	enum teeproc_image_error error;
	struct teeproc_key places;
	const char *name = EVP_PKEY_get0_type_name(pkey);
	int status;

	*key = (struct signing_key){ .pkey = pkey,
				     .public = public,
				     .type = type_of(pkey) };
	key->bits = (uint32_t)EVP_PKEY_get_bits(pkey);
	error = teeproc_key_build(key->blob, key->type, key->bits, &places,
				  &key->blob_size);
	if (error) {
		status = refuse(object,
				"a key of type %s with %u bits cannot be used: "
				"RSA with 2048, 3072 or 4096, or P-256",
				name ? name : "unknown", key->bits);
		goto fail;
	}
	key->sign_size = places.sign_size;
	if (!fill_blob(key, &places)) {
		status =
			refuse_openssl(object,
				       "the public key does not fit a key blob");
		goto fail;
	}
	error = teeproc_key_parse(key->blob, key->blob_size, &places);
	if (error) {
		status = refuse(object, "%s", teeproc_image_strerror(error));
		goto fail;
	}
	status = hash_blob(object, key);
	if (status)
		goto fail;
	return 0;

fail:
	key_free(key);
	return status;
}

void key_free(struct signing_key *key)
{
	EVP_PKEY_free(key->pkey);
	EVP_PKEY_free(key->public);
	key->pkey = NULL;
	key->public = NULL;
}
