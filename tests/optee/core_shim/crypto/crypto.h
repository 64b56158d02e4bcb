/* SPDX-License-Identifier: BSD-2-Clause */
/* Of OP-TEE's core, on OpenSSL: see core_crypto.c. */
#ifndef CRYPTO_CRYPTO_H
#define CRYPTO_CRYPTO_H

#include <tee_internal_api.h>

struct bignum;

struct rsa_public_key {
	struct bignum *e;
	struct bignum *n;
};

struct ecc_public_key {
	struct bignum *x;
	struct bignum *y;
	uint32_t curve;
};

TEE_Result crypto_bignum_bin2bn(const uint8_t *from, size_t size,
				struct bignum *to);
TEE_Result crypto_acipher_alloc_rsa_public_key(struct rsa_public_key *key,
					       size_t bits);
void crypto_acipher_free_rsa_public_key(struct rsa_public_key *key);
TEE_Result crypto_acipher_alloc_ecc_public_key(struct ecc_public_key *key,
					       uint32_t type, size_t bits);
void crypto_acipher_free_ecc_public_key(struct ecc_public_key *key);
TEE_Result crypto_acipher_rsassa_verify(uint32_t algo,
					struct rsa_public_key *key, int salt,
					const uint8_t *msg, size_t msg_size,
					const uint8_t *sig, size_t sig_size);
TEE_Result crypto_acipher_ecc_verify(uint32_t algo, struct ecc_public_key *key,
				     const uint8_t *msg, size_t msg_size,
				     const uint8_t *sig, size_t sig_size);

#endif /* CRYPTO_CRYPTO_H */
