// SPDX-License-Identifier: BSD-2-Clause
/*
 * The root public keys of the SoC: chosen by hash, checked, used.
 *
 * The slots are read for each signature: the SoC holds them, and a revocation
 * counts from the moment that it is burnt.
 */
#include "keys.h"

#include "platform.h"

#include <crypto/crypto.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <string_ext.h>
#include <tee/tee_cryp_utl.h>
#include <tee_api_defines.h>
#include <teeproc/pta.h>
#include <trace.h>
#include <util.h>
#include <utee_defines.h>

#define KEY_RSA 1
#define KEY_P256 2

#define RSA_EXPONENT_SIZE 4
#define P256_NUMBER_SIZE 32
#define P256_BITS 256

/* What OP-TEE used to call ECDSA on P-256, before TEE_ALG_ECDSA_SHA256. */
#define ALG_ECDSA_P256_OLD 0x70003041

/* A blob whose sizes are checked. */
struct key {
	uint32_t type;
	uint32_t bits;
	const uint8_t *numbers;
};

static TEE_Result read_slot(unsigned int number, struct rproc_key_slot *slot)
{
	TEE_Result res = TEE_SUCCESS;

	memset(slot, 0, sizeof(*slot));
	res = rproc_platform.read_key(number, slot);
	if (!res && slot->size > sizeof(slot->blob))
		return TEE_ERROR_COMMUNICATION;
	return res;
}

static TEE_Result hash_blob(const struct rproc_key_slot *slot, uint8_t *hash)
{
	return tee_hash_createdigest(TEE_ALG_SHA256, slot->blob, slot->size,
				     hash, TEE_SHA256_HASH_SIZE);
}

/* The hash of the key to use. An image that names none means slot 0. */
static TEE_Result choose(const uint8_t *info, size_t info_size,
			 struct rproc_key_slot *slot, uint8_t *hash)
{
	TEE_Result res = TEE_SUCCESS;

	if (info_size) {
		memcpy(hash, info, TEE_SHA256_HASH_SIZE);
		return TEE_SUCCESS;
	}
	res = read_slot(0, slot);
	if (res && res != TEE_ERROR_NO_DATA)
		return res;
	if (res || !slot->programmed) {
		EMSG("remoteproc: slot 0 of the SoC has no key");
		return TEE_ERROR_SECURITY;
	}
	return hash_blob(slot, hash);
}

/* Does slot @number have the key? Only then is it asked what it is good for. */
static TEE_Result look_at(unsigned int number, uint32_t core,
			  const uint8_t *wanted, struct rproc_key_slot *slot,
			  bool *matches)
{
	uint8_t hash[TEE_SHA256_HASH_SIZE] = {};
	TEE_Result res = read_slot(number, slot);

	*matches = false;
	if (res == TEE_ERROR_NO_DATA)
		return TEE_SUCCESS;
	if (res)
		return res;
	if (!slot->programmed)
		return TEE_SUCCESS;
	res = hash_blob(slot, hash);
	if (res)
		return res;
	if (consttime_memcmp(hash, wanted, sizeof(hash)))
		return TEE_SUCCESS;
	if (slot->revoked) {
		EMSG("remoteproc: the key in slot %u is revoked", number);
		return TEE_ERROR_SECURITY;
	}
	if (core >= 32 || !(slot->cores & BIT32(core))) {
		EMSG("remoteproc: the key in slot %u is not one for core %" PRIu32,
		     number, core);
		return TEE_ERROR_SECURITY;
	}
	*matches = true;
	return TEE_SUCCESS;
}

/*
 * A key can be in more slots than one. Each has to allow its use: what was
 * revoked once, or kept from a core, does not come back by a copy.
 */
static TEE_Result find_key(uint32_t core, const uint8_t *info, size_t info_size,
			   struct rproc_key_slot *scratch,
			   struct rproc_key_slot *found)
{
	uint8_t wanted[TEE_SHA256_HASH_SIZE] = {};
	TEE_Result res = choose(info, info_size, scratch, wanted);
	bool any = false;
	unsigned int n = 0;

	for (n = 0; !res && n < TEEPROC_KEY_SLOTS; n++) {
		bool matches = false;

		res = look_at(n, core, wanted, scratch, &matches);
		if (!res && matches) {
			*found = *scratch;
			any = true;
		}
	}
	if (res || any)
		return res;
	EMSG("remoteproc: the SoC has not the key that the image names");
	return TEE_ERROR_SECURITY;
}

static uint32_t read_le32(const uint8_t *bytes)
{
	return bytes[0] | bytes[1] << 8 | bytes[2] << 16 |
	       (uint32_t)bytes[3] << 24;
}

static bool parse_blob(const struct rproc_key_slot *slot, struct key *key)
{
	size_t size = 0;

	if (slot->size < TEEPROC_KEY_BLOB_HDR)
		return false;
	key->type = read_le32(slot->blob);
	key->bits = read_le32(slot->blob + sizeof(uint32_t));
	key->numbers = slot->blob + TEEPROC_KEY_BLOB_HDR;

	if (key->type == KEY_RSA &&
	    (key->bits == 2048 || key->bits == 3072 || key->bits == 4096))
		size = key->bits / 8 + RSA_EXPONENT_SIZE;
	else if (key->type == KEY_P256 && key->bits == P256_BITS)
		size = 2 * P256_NUMBER_SIZE;
	else
		return false;
	return slot->size == TEEPROC_KEY_BLOB_HDR + size;
}

static TEE_Result verify_rsa(const struct key *key, const uint8_t *digest,
			     const uint8_t *sig, size_t sig_size)
{
	struct rsa_public_key pub = {};
	const size_t n_size = key->bits / 8;
	TEE_Result res = TEE_SUCCESS;

	if (sig_size != n_size)
		return TEE_ERROR_SIGNATURE_INVALID;
	res = crypto_acipher_alloc_rsa_public_key(&pub, key->bits);
	if (res)
		return res;
	res = crypto_bignum_bin2bn(key->numbers, n_size, pub.n);
	if (!res)
		res = crypto_bignum_bin2bn(key->numbers + n_size,
					   RSA_EXPONENT_SIZE, pub.e);
	if (!res)
		res = crypto_acipher_rsassa_verify(TEE_ALG_RSASSA_PKCS1_V1_5_SHA256,
						   &pub, 0, digest,
						   TEE_SHA256_HASH_SIZE, sig,
						   sig_size);
	crypto_acipher_free_rsa_public_key(&pub);
	return res;
}

static TEE_Result verify_p256(const struct key *key, const uint8_t *digest,
			      const uint8_t *sig, size_t sig_size)
{
	struct ecc_public_key pub = {};
	TEE_Result res = TEE_SUCCESS;

	if (sig_size != 2 * P256_NUMBER_SIZE)
		return TEE_ERROR_SIGNATURE_INVALID;
	res = crypto_acipher_alloc_ecc_public_key(&pub,
						  TEE_TYPE_ECDSA_PUBLIC_KEY,
						  P256_BITS);
	if (res)
		return res;
	pub.curve = TEE_ECC_CURVE_NIST_P256;
	res = crypto_bignum_bin2bn(key->numbers, P256_NUMBER_SIZE, pub.x);
	if (!res)
		res = crypto_bignum_bin2bn(key->numbers + P256_NUMBER_SIZE,
					   P256_NUMBER_SIZE, pub.y);
	if (!res)
		res = crypto_acipher_ecc_verify(TEE_ALG_ECDSA_SHA256, &pub,
						digest, TEE_SHA256_HASH_SIZE,
						sig, sig_size);
	crypto_acipher_free_ecc_public_key(&pub);
	return res;
}

static TEE_Result verify_with(const struct rproc_key_slot *slot, uint32_t algo,
			      const uint8_t *digest, const uint8_t *sig,
			      size_t sig_size)
{
	struct key key = {};

	if (!parse_blob(slot, &key)) {
		EMSG("remoteproc: the key in the SoC is not understood");
		return TEE_ERROR_SECURITY;
	}
	if (algo == TEE_ALG_RSASSA_PKCS1_V1_5_SHA256 && key.type == KEY_RSA)
		return verify_rsa(&key, digest, sig, sig_size);
	if ((algo == TEE_ALG_ECDSA_SHA256 || algo == ALG_ECDSA_P256_OLD) &&
	    key.type == KEY_P256)
		return verify_p256(&key, digest, sig, sig_size);
	EMSG("remoteproc: the key is of another type than the signature");
	return TEE_ERROR_SECURITY;
}

TEE_Result keys_verify(uint32_t core, uint32_t algo, const uint8_t *info,
		       size_t info_size, const uint8_t *digest,
		       const uint8_t *sig, size_t sig_size)
{
	struct rproc_key_slot *slots = NULL;
	TEE_Result res = TEE_SUCCESS;

	if (info_size && info_size != TEE_SHA256_HASH_SIZE)
		return TEE_ERROR_SECURITY;
	slots = calloc(2, sizeof(*slots));
	if (!slots)
		return TEE_ERROR_OUT_OF_MEMORY;
	res = find_key(core, info, info_size, slots, slots + 1);
	if (!res)
		res = verify_with(slots + 1, algo, digest, sig, sig_size);
	free(slots);
	return res;
}
