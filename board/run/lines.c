// SPDX-License-Identifier: BSD-2-Clause
#include "lines.h"

static void give(struct lines *lines)
{
	size_t size = lines->size;

	lines->size = 0;
	if (size && lines->bytes[size - 1] == '\r')
		size--;
	lines->bytes[size] = '\0';
	lines->line(lines, lines->bytes);
}

void lines_bytes(struct lines *lines, const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (bytes[i] == '\n') {
			give(lines);
			continue;
		}
		/* a zero would hide what comes behind it */
		lines->bytes[lines->size++] = bytes[i] ? bytes[i] : ' ';
		if (lines->size == LINE_MAX_SIZE)
			give(lines);
	}
}

void lines_end(struct lines *lines)
{
	if (lines->size)
		give(lines);
}
