// SPDX-License-Identifier: BSD-2-Clause
/* The words of a request: numbers and byte strings. */
#include "tools/common/hex.c"
#include "prove.h"

static bool is_digit(char c, unsigned int value)
{
	return c == "0123456789abcdef"[value] || c == "0123456789ABCDEF"[value];
}

void harness(void)
{
	char text[TEXT + 1];
	size_t max = nondet_size(), size, end, n;
	uint64_t value;
	uint8_t *bytes;

	text[TEXT] = '\0';
	for (end = 0; text[end]; end++)
		;
	if (hex_number(text, &value)) {
		REACHED("a number");
		HOLDS(end && end <= NUMBER_DIGITS_MAX);
		for (n = end; n--; value >>= 4)
			HOLDS(text[n] == "0123456789abcdef"[value & 15]);
		HOLDS(!value);
	}
	ASSUME(max <= TEXT);
	bytes = any_bytes(max);
	if (hex_bytes(text, bytes, max, &size)) {
		REACHED("bytes");
		HOLDS(size <= max && end == 2 * size);
		for (n = 0; n < size; n++)
			HOLDS(is_digit(text[2 * n], bytes[n] >> 4) &&
			      is_digit(text[2 * n + 1], bytes[n] & 15));
	}
}
