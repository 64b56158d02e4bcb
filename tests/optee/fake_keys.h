/* SPDX-License-Identifier: BSD-2-Clause */
/* The keys of the fake SoC. */
#ifndef FAKE_KEYS_H
#define FAKE_KEYS_H

#include "fake_pta.h"

/* The slot that an image's key information names; NULL: none, or revoked. */
const struct fake_slot *fake_keys_find(const uint8_t *info, size_t info_size);

bool fake_keys_verify(const struct fake_slot *slot, const uint8_t *digest,
		      const uint8_t *sig, size_t sig_size);

#endif /* FAKE_KEYS_H */
