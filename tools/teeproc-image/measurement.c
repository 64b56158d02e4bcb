// SPDX-License-Identifier: BSD-2-Clause
#include "../common/hex.h"
#include "measurement.h"

#include <string.h>

#include "file.h"
#include "tool.h"

#define DIGITS (2 * TEEPROC_SHA256_SIZE)

/* The first DIGITS of @size characters, and no digit behind them */
static bool take_digits(const char *text, size_t size, uint8_t *hash)
{
	char digits[DIGITS + 1] = "";
	size_t done;

	if (size < DIGITS || (size > DIGITS && text[DIGITS] != '\n'))
		return false;
	memcpy(digits, text, DIGITS);
	return hex_bytes(digits, hash, TEEPROC_SHA256_SIZE, &done) &&
	       done == TEEPROC_SHA256_SIZE;
}

int measurement_read(const char *text, uint8_t *hash)
{
	struct input input;
	int status;

	if (take_digits(text, strlen(text), hash))
		return 0;
	status = input_open(&input, text);
	if (status)
		return status;
	if (!take_digits((const char *)input.data, input.size, hash))
		status =
			refuse(text,
			       "its first line is not a measurement, 64 hexadecimal digits");
	input_close(&input);
	return status;
}
