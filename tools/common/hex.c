// SPDX-License-Identifier: BSD-2-Clause
#include "hex.h"

#define NUMBER_DIGITS_MAX 16

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

bool hex_number(const char *text, uint64_t *value)
{
	unsigned int n;

	*value = 0;
	for (n = 0; text[n]; n++) {
		if (n == NUMBER_DIGITS_MAX || digit(text[n]) < 0)
			return false;
		*value = *value << 4 | (unsigned int)digit(text[n]);
	}
	return n > 0;
}

static int any_digit(char c)
{
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : digit(c);
}

bool hex_bytes(const char *text, uint8_t *bytes, size_t max, size_t *size)
{
	size_t n;

	for (n = 0; text[2 * n]; n++) {
		int high = any_digit(text[2 * n]);
		int low = any_digit(text[2 * n + 1]);

		if (n == max || high < 0 || low < 0)
			return false;
		bytes[n] = (uint8_t)(high << 4 | low);
	}
	*size = n;
	return true;
}

void hex_text(const uint8_t *bytes, size_t size, char *text)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < size; i++) {
		*text++ = digits[bytes[i] >> 4];
		*text++ = digits[bytes[i] & 15];
	}
	*text = '\0';
}
