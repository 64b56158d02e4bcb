/* SPDX-License-Identifier: BSD-2-Clause */
/* Key pairs that the tests sign with. */
#ifndef SIGNING_KEY_H
#define SIGNING_KEY_H

#include <openssl/evp.h>
#include <stddef.h>
#include <stdint.h>
#include <teeproc/image.h>

/** struct test_key - a key pair, and the blob of its public half */
struct test_key {
	EVP_PKEY *pair;
	enum teeproc_sign_type type;
	uint8_t blob[600];
	size_t blob_size;
};

/** key_make() - a key pair, another one at each call; aborts rather than fails */
struct test_key *key_make(enum teeproc_sign_type type);
void key_free(struct test_key *key);

#endif /* SIGNING_KEY_H */
