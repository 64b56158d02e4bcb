/* SPDX-License-Identifier: BSD-2-Clause */
/* The keys of the fake SoC. */
#ifndef FAKE_KEYS_H
#define FAKE_KEYS_H

#include "fake_pta.h"

bool fake_keys_verify(const struct fake_slot *slot, const uint8_t *digest,
		      const uint8_t *sig, size_t sig_size);

/* VERIFY_DIGEST */
TEE_Result fake_keys_verify_digest(struct fake_core *core, uint32_t id,
				   TEE_Param *params);

#endif /* FAKE_KEYS_H */
