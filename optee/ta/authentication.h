/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Is the image from somebody whose key the SoC holds, and unchanged?
 */
#ifndef AUTHENTICATION_H
#define AUTHENTICATION_H

#include "core.h"
#include "format.h"

/* An operation for SHA-256; TEE_FreeOperation() when done. */
TEE_Result sha256_open(TEE_OperationHandle *op);

/**
 * authenticate_meta() - check the signature over header and TLVs
 *
 * The pseudo-TA has the keys and decides, twice.
 */
TEE_Result authenticate_meta(struct core *core, const struct firmware *fw,
			     struct verdict *verdict);

/**
 * authenticate_rest() - check the hash over what is not loaded, if there is one
 * @fw: authenticated and opened
 */
TEE_Result authenticate_rest(const struct firmware *fw,
			     struct verdict *verdict);

#endif /* AUTHENTICATION_H */
