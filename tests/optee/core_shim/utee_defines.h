/* SPDX-License-Identifier: BSD-2-Clause */
/* Of OP-TEE's core, for the host. */
#ifndef UTEE_DEFINES_H
#define UTEE_DEFINES_H

#define TEE_SHA256_HASH_SIZE 32
#define TEE_ALG_ECDSA_SHA256 0x70003042u
#define TEE_TYPE_ECDSA_PUBLIC_KEY 0xA0000041u
#define TEE_ECC_CURVE_NIST_P256 0x00000003u

#endif /* UTEE_DEFINES_H */
