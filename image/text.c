/* SPDX-License-Identifier: BSD-2-Clause */
/* Printable UTF-8: RFC 3629, and the code points that deceive a reader. */
#include "teeproc/text.h"

#include <stddef.h>

struct span {
	uint32_t first;
	uint32_t last;
};

/* Controls, and Unicode's format characters (category Cf), in order */
static const struct span hidden[] = {
	{ 0x0000, 0x001f },   { 0x007f, 0x009f },   { 0x00ad, 0x00ad },
	{ 0x034f, 0x034f },   { 0x0600, 0x0605 },   { 0x061c, 0x061c },
	{ 0x06dd, 0x06dd },   { 0x070f, 0x070f },   { 0x115f, 0x1160 },
	{ 0x17b4, 0x17b5 },   { 0x180b, 0x180f },   { 0x200b, 0x200f },
	{ 0x2028, 0x202e },   { 0x2060, 0x206f },   { 0x3164, 0x3164 },
	{ 0xd800, 0xdfff },   { 0xfe00, 0xfe0f },   { 0xfeff, 0xfeff },
	{ 0xffa0, 0xffa0 },   { 0xfff0, 0xfffb },   { 0xfffe, 0xffff },
	{ 0x110bd, 0x110bd }, { 0x110cd, 0x110cd }, { 0x1bca0, 0x1bca3 },
	{ 0x1d173, 0x1d17a }, { 0xe0000, 0xe0fff },
};

static bool is_hidden(uint32_t code)
{
	size_t i;

	for (i = 0; i < sizeof(hidden) / sizeof(hidden[0]); i++)
		if (code >= hidden[i].first && code <= hidden[i].last)
			return true;
	return code > 0x10ffff;
}

/* Bytes that follow the first one; 4 for what can not be a first one */
static uint32_t count_more(uint8_t first)
{
	if (first < 0x80)
		return 0;
	if (first >= 0xc2 && first < 0xe0)
		return 1;
	if (first >= 0xe0 && first < 0xf0)
		return 2;
	if (first >= 0xf0 && first < 0xf5)
		return 3;
	return 4;
}

uint32_t teeproc_text_step(const char *text, uint32_t size, bool *printable)
{
	static const uint32_t least[] = { 0, 0x80, 0x800, 0x10000 };
	uint8_t first = (uint8_t)text[0];
	uint32_t more = count_more(first), code, i;

	*printable = false;
	if (more == 4 || more >= size)
		return 1;
	code = more ? first & (0x3fu >> more) : first;
	for (i = 1; i <= more; i++) {
		uint8_t byte = (uint8_t)text[i];

		if ((byte & 0xc0) != 0x80)
			return 1;
		code = code << 6 | (byte & 0x3f);
	}
	if (code < least[more])
		return 1;
	*printable = !is_hidden(code);
	return more + 1;
}

bool teeproc_text_is_printable(const char *text, uint32_t size)
{
	uint32_t pos = 0;
	bool printable = true;

	while (pos < size && printable)
		pos += teeproc_text_step(text + pos, size - pos, &printable);
	return printable;
}
