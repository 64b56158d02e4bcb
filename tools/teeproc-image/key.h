/* SPDX-License-Identifier: BSD-2-Clause */
/* Keys: from whatever OSSL_STORE gives, and as key blobs (teeproc/pta.h). */
#ifndef TEEPROC_TOOL_KEY_H
#define TEEPROC_TOOL_KEY_H

#include <openssl/evp.h>

#include "teeproc/key.h"
#include "tool.h"

/**
 * struct key_source - where a key comes from
 * @uri: file name, or a URI that a provider of OpenSSL serves
 * @passphrase_file: its first line is the passphrase; NULL: the environment's
 *	TEEPROC_PASSPHRASE, or else the terminal is asked
 */
struct key_source {
	const char *uri;
	const char *passphrase_file;
};

#define PASSPHRASE_ENV "TEEPROC_PASSPHRASE"
#define PASSPHRASE_MAX 1024

/**
 * struct signing_key - a key of one of the supported kinds
 * @public: where a token keeps the halves as two objects, the other one of
 *	@pkey; otherwise NULL
 * @blob: the key blob of the public part
 * @hash: its SHA-256, as in PKEYINFO and in the SoC's memory
 */
struct signing_key {
	EVP_PKEY *pkey;
	EVP_PKEY *public;
	enum teeproc_sign_type type;
	uint32_t bits;
	uint32_t sign_size;
	uint8_t blob[TEEPROC_KEY_BLOB_MAX];
	size_t blob_size;
	uint8_t hash[TEEPROC_SHA256_SIZE];
};

/* 0, or an exit status after a message */
int key_load_private(const struct key_source *source, struct signing_key *key);
/* The same; takes a private key, public key, certificate or key blob */
int key_load_public(const struct key_source *source, struct signing_key *key);
/*
 * Takes over both; `public` is asked for the numbers, and may be NULL. 0, or an
 * exit status after a message about @object
 */
int key_describe(const char *object, EVP_PKEY *pkey, EVP_PKEY *public,
		 struct signing_key *key);
/* Does the key tell its public numbers? */
bool key_is_open(EVP_PKEY *pkey);
void key_free(struct signing_key *key);

/* First line of the file; 0, or an exit status after a message */
int read_passphrase(const char *path, char *passphrase);

#endif /* TEEPROC_TOOL_KEY_H */
