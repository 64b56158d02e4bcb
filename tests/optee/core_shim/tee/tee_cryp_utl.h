/* SPDX-License-Identifier: BSD-2-Clause */
/* Of OP-TEE's core, for the host. */
#ifndef TEE_CRYP_UTL_H
#define TEE_CRYP_UTL_H

#include <tee_internal_api.h>

TEE_Result tee_hash_createdigest(uint32_t algo, const uint8_t *data,
				 size_t size, uint8_t *digest,
				 size_t digest_size);

#endif /* TEE_CRYP_UTL_H */
