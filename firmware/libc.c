/* SPDX-License-Identifier: BSD-2-Clause */
/* The functions that a freestanding compiler expects to find. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

void *memcpy(void *restrict dest, const void *restrict src, size_t n)
{
	char *to = dest;
	const char *from = src;

	if (!((uintptr_t)to % 4) && !((uintptr_t)from % 4)) {
		for (; n >= 4; n -= 4, to += 4, from += 4)
			*(uint32_t *)to = *(const uint32_t *)from;
	}
	while (n--)
		*to++ = *from++;
	return dest;
}

void *memset(void *dest, int c, size_t n)
{
	char *to = dest;

	while (n--)
		*to++ = c;
	return dest;
}

int memcmp(const void *a, const void *b, size_t n)
{
	const unsigned char *x = a;
	const unsigned char *y = b;

	for (; n; n--, x++, y++) {
		if (*x != *y)
			return *x - *y;
	}
	return 0;
}

size_t strlen(const char *s)
{
	const char *end = s;

	while (*end)
		end++;
	return end - s;
}
