// SPDX-License-Identifier: BSD-2-Clause
#include "image/text.c"
#include "prove.h"

/* RFC 3629, the other way round: is this how the code point is written? */
static bool is_written(const uint8_t *text, uint32_t size, uint32_t code)
{
	switch (size) {
	case 1:
		return code < 0x80 && text[0] == code;
	case 2:
		return code >= 0x80 && code < 0x800 &&
		       text[0] == (0xc0 | code >> 6) &&
		       text[1] == (0x80 | (code & 63));
	case 3:
		return code >= 0x800 && code < 0x10000 &&
		       text[0] == (0xe0 | code >> 12) &&
		       text[1] == (0x80 | (code >> 6 & 63)) &&
		       text[2] == (0x80 | (code & 63));
	default:
		return code >= 0x10000 && code < 0x110000 &&
		       text[0] == (0xf0 | code >> 18) &&
		       text[1] == (0x80 | (code >> 12 & 63)) &&
		       text[2] == (0x80 | (code >> 6 & 63)) &&
		       text[3] == (0x80 | (code & 63));
	}
}

void harness(void)
{
	uint32_t size = nondet_u32(), code = nondet_u32(), step, n;
	const uint8_t *text;
	bool printable;

	ASSUME(size >= 1 && size <= 5);
	text = any_bytes(size);
	step = teeproc_text_step((const char *)text, size, &printable);
	HOLDS(step >= 1 && step <= 4 && step <= size);
	if (!printable) {
		REACHED("not printable");
		/* neither a letter nor a digit is ever refused */
		HOLDS(text[0] < 0x20 || text[0] > 0x7e);
		return;
	}
	for (n = 1; n < 5; n++)
		if (n == step)
			REACHED("printable");
	HOLDS(text[0] >= 0x20 && text[0] != 0x7f);
	/* no code point is printable but the one that is written here ... */
	if (is_written(text, step, code)) {
		REACHED("written");
		HOLDS(code < 0xd800 || code > 0xdfff);
		HOLDS(code < 0x80 || code > 0x9f);
		HOLDS(code < 0x200b || code > 0x200f);
		HOLDS(code < 0x202a || code > 0x202e);
		HOLDS(code < 0x2066 || code > 0x2069);
		HOLDS(code < 0xe0000 || code > 0xe007f);
		HOLDS(code != 0xfeff && code != 0x2028 && code != 0x2029);
	}
}
