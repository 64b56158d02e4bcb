/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The root public keys in the SoC's one-time-programmable memory.
 */
#ifndef KEYS_H
#define KEYS_H

#include <stdint.h>
#include <tee_api_types.h>
#include <types_ext.h>

/*
 * keys_verify() - check a signature with a key of the SoC
 * @core:	remote processor that the signed image is loaded into
 * @algo:	TEE_ALG_RSASSA_PKCS1_V1_5_SHA256 or TEE_ALG_ECDSA_SHA256
 * @info:	SHA-256 of the key blob to use, or nothing for slot 0
 * @info_size:	TEE_SHA256_HASH_SIZE or 0
 * @digest:	SHA-256 of the signed bytes
 * @sig:	RSA: as long as the modulus; ECDSA: r and s
 *
 * Returns TEE_SUCCESS, TEE_ERROR_SIGNATURE_INVALID, TEE_ERROR_SECURITY if the
 * SoC has no such key or it is revoked, not one for this core or of another
 * type, or why it could not be told.
 */
TEE_Result keys_verify(uint32_t core, uint32_t algo, const uint8_t *info,
		       size_t info_size, const uint8_t *digest,
		       const uint8_t *sig, size_t sig_size);

#endif /* KEYS_H */
