/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The SoC's one-time-programmable memory: a file, replaced as a whole before a
 * raise of a counter is answered. tools/common/otp_json.h has its form.
 */
#ifndef SOC_OTP_H
#define SOC_OTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../../../tools/common/otp_json.h"

struct otp {
	const char *path; /* NULL: forgotten at the end */
	struct otp_content content;
};

/*
 * @path NULL: an empty one. False with a sentence in @why when the file can not
 * be read or is not an OTP.
 */
bool otp_open(struct otp *otp, const char *path, char *why, size_t why_size);

/* Returns 0, -ERANGE below the present value, or why the file was not kept. */
int otp_raise(struct otp *otp, unsigned int core, uint32_t value);

#endif /* SOC_OTP_H */
