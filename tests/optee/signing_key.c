// SPDX-License-Identifier: BSD-2-Clause
#include "signing_key.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define PATH_SIZE 4096

static void put32(uint8_t *to, uint32_t value)
{
	to[0] = value;
	to[1] = value >> 8;
	to[2] = value >> 16;
	to[3] = value >> 24;
}

static void must(bool good)
{
	if (!good)
		abort();
}

static void blob_rsa(struct test_key *key)
{
	BIGNUM *n = NULL;
	BIGNUM *e = NULL;
	uint32_t bits = EVP_PKEY_get_bits(key->pair);

	must(EVP_PKEY_get_bn_param(key->pair, OSSL_PKEY_PARAM_RSA_N, &n));
	must(EVP_PKEY_get_bn_param(key->pair, OSSL_PKEY_PARAM_RSA_E, &e));
	put32(key->blob, 1);
	put32(key->blob + 4, bits);
	BN_bn2binpad(n, key->blob + 8, bits / 8);
	BN_bn2binpad(e, key->blob + 8 + bits / 8, 4);
	key->blob_size = 8 + bits / 8 + 4;
	BN_free(n);
	BN_free(e);
}

static void blob_p256(struct test_key *key)
{
	BIGNUM *x = NULL;
	BIGNUM *y = NULL;

	must(EVP_PKEY_get_bn_param(key->pair, OSSL_PKEY_PARAM_EC_PUB_X, &x));
	must(EVP_PKEY_get_bn_param(key->pair, OSSL_PKEY_PARAM_EC_PUB_Y, &y));
	put32(key->blob, 2);
	put32(key->blob + 4, 256);
	BN_bn2binpad(x, key->blob + 8, 32);
	BN_bn2binpad(y, key->blob + 40, 32);
	key->blob_size = 72;
	BN_free(x);
	BN_free(y);
}

static EVP_PKEY *read_pair(const char *path)
{
	FILE *file = fopen(path, "r");
	EVP_PKEY *pair = NULL;

	if (file) {
		pair = PEM_read_PrivateKey(file, NULL, NULL, NULL);
		fclose(file);
	}
	return pair;
}

/* By a name of its own first: another test may make the same. */
static void keep_pair(EVP_PKEY *pair, const char *path)
{
	FILE *file = NULL;
	char own[PATH_SIZE + 16];

	snprintf(own, sizeof(own), "%s.%d", path, (int)getpid());
	file = fopen(own, "w");
	if (file) {
		must(PEM_write_PrivateKey(file, pair, NULL, NULL, 0, NULL,
					  NULL));
		must(!fclose(file) && !rename(own, path));
	}
}

/*
 * To make an RSA key takes longer than most of what is done with it: those of one
 * test are there for the next one, in the folder TEEPROC_TEST_KEYS if that is set.
 */
static EVP_PKEY *make_rsa(void)
{
	const char *folder = getenv("TEEPROC_TEST_KEYS");
	static unsigned int number;
	EVP_PKEY *pair = NULL;
	char path[PATH_SIZE] = "";

	if (folder) {
		must(snprintf(path, sizeof(path), "%s/rsa-%u.pem", folder,
			      number++) < PATH_SIZE);
		pair = read_pair(path);
	}
	if (!pair) {
		pair = EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)2048);
		must(pair);
		if (folder)
			keep_pair(pair, path);
	}
	return pair;
}

struct test_key *key_make(enum teeproc_sign_type type)
{
	struct test_key *key = calloc(1, sizeof(*key));

	must(key);
	key->type = type;
	if (type == TEEPROC_SIGN_RSA) {
		key->pair = make_rsa();
		blob_rsa(key);
	} else {
		key->pair = EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
		must(key->pair);
		blob_p256(key);
	}
	return key;
}

void key_free(struct test_key *key)
{
	if (!key)
		return;
	EVP_PKEY_free(key->pair);
	free(key);
}
