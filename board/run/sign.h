/* SPDX-License-Identifier: BSD-2-Clause */
/* What the secure world has to be given: a signed image and the key in the OTP. */
#ifndef RUN_SIGN_H
#define RUN_SIGN_H

#include "../../tools/common/core_map.h"
#include "firmware.h"
#include "options.h"
#include "places.h"

/* An image of @firmware for @core in @out, signed with the development key. Says
 * what is wrong. */
bool sign_firmware(struct places *places, const struct firmware *firmware,
		   const struct core_map *core, const char *out);
/* Changes one bit of the first segment of a signed image. */
void sign_tamper(struct firmware *firmware);
/*
 * The board's one-time-programmable memory in this run's folder, or the user's own:
 * a path, to be freed, or NULL, and what is wrong is said.
 */
char *sign_otp(struct places *places, const struct run_options *options);

#endif /* RUN_SIGN_H */
