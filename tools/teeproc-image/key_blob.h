/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef TEEPROC_TOOL_KEY_BLOB_H
#define TEEPROC_TOOL_KEY_BLOB_H

#include <openssl/evp.h>

#include "teeproc/key.h"

/* The public key of a key blob; NULL if it is none. */
EVP_PKEY *key_from_blob(const uint8_t *bytes, size_t size);

#endif /* TEEPROC_TOOL_KEY_BLOB_H */
