// SPDX-License-Identifier: BSD-2-Clause
#include "image/key.c"
#include "prove.h"

void harness(void)
{
	size_t size = nondet_size();
	struct teeproc_key key;
	const uint8_t *blob;

	ASSUME(size <= 2 * TEEPROC_KEY_BLOB_MAX);
	blob = any_bytes(size);
	if (teeproc_key_parse(blob, size, &key)) {
		REACHED("refused");
		return;
	}
	REACHED("accepted");
	if (key.type == TEEPROC_SIGN_RSA)
		REACHED("RSA");
	HOLDS(size <= TEEPROC_KEY_BLOB_MAX);
	HOLDS(key.first == blob + TEEPROC_KEY_BLOB_HDR);
	HOLDS(key.second == key.first + key.first_size);
	HOLDS(key.second + key.second_size == blob + size);
	if (key.type == TEEPROC_SIGN_RSA) {
		HOLDS(key.first_size == key.bits / 8 && key.second_size == 4);
		HOLDS(key.first_size == key.sign_size);
	} else {
		HOLDS(key.type == TEEPROC_SIGN_ECDSA_P256);
		HOLDS(key.first_size == 32 && key.second_size == 32);
		HOLDS(key.sign_size == TEEPROC_ECDSA_P256_SIZE);
	}
}
