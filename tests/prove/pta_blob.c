// SPDX-License-Identifier: BSD-2-Clause
/*
 * A key as the SoC holds it, which the pseudo-TA reads on its own; beside the
 * reader of the tool that makes it.
 */
#include "image/key.c"
#undef RSA_EXPONENT_SIZE
#include "optee/pta/keys.c"
#include "prove.h"

void harness(void)
{
	struct rproc_key_slot *slot =
		(struct rproc_key_slot *)any_bytes(sizeof(*slot));
	enum teeproc_image_error error;
	struct teeproc_key same;
	struct key key = {};

	ASSUME(slot->size <= sizeof(slot->blob));
	error = teeproc_key_parse(slot->blob, slot->size, &same);
	if (!parse_blob(slot, &key)) {
		REACHED("refused");
		HOLDS(error && error != TEEPROC_KEY_NUMBERS);
		return;
	}
	REACHED("accepted");
	if (key.type == KEY_RSA)
		REACHED("RSA");
	/* which looks at the numbers as well */
	HOLDS(!error || error == TEEPROC_KEY_NUMBERS);
	HOLDS(same.type == key.type && same.bits == key.bits);
	HOLDS(same.first == key.numbers);
	HOLDS(same.second + same.second_size == slot->blob + slot->size);
	HOLDS(same.first_size ==
	      (key.type == KEY_RSA ? key.bits / 8 : P256_NUMBER_SIZE));
}
