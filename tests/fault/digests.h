/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * System calls of OP-TEE's core for SHA-256; each takes its arguments from the
 * machine's registers, and the result is what the TA gets.
 */
#ifndef DIGESTS_H
#define DIGESTS_H

#include "tee.h"

TEE_Result digest_alloc(struct tee *tee);
TEE_Result digest_free(struct tee *tee);
TEE_Result digest_init(struct tee *tee);
TEE_Result digest_update(struct tee *tee);
TEE_Result digest_final(struct tee *tee);

#endif /* DIGESTS_H */
