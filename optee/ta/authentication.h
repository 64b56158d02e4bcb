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

/* SHA-256 of header and TLVs */
TEE_Result digest_meta(const struct teeproc_image *image, uint8_t *digest);

/**
 * authenticate_meta() - check the signature over header and TLVs
 * @core: the one that it is for
 * @fw: read; its second look and its digests are filled
 *
 * The pseudo-TA has the keys and decides, twice, each time over a digest of its
 * own.
 */
TEE_Result authenticate_meta(struct core *core, struct firmware *fw,
			     struct verdict *verdict);

/*
 * authenticate_again() - is it still what was authenticated?
 *
 * For what has been on the heap while a client took his time.
 */
TEE_Result authenticate_again(struct firmware *fw, struct verdict *verdict);

/**
 * rest_begin() - begin the hash over what is not loaded, if the image has one
 * @fw: authenticated and opened
 * @rest: SHA-256 of what rest_add() gives it; for the caller to free
 */
TEE_Result rest_begin(const struct firmware *fw, TEE_OperationHandle *rest);

/* What a window has of it; the windows come in the order of the image. */
void rest_add(const struct firmware *fw, TEE_OperationHandle rest,
	      const struct window *window);

/* All of it came: is it what was signed? */
TEE_Result rest_check(const struct firmware *fw, TEE_OperationHandle rest,
		      uint32_t total, struct verdict *verdict);

#endif /* AUTHENTICATION_H */
