// SPDX-License-Identifier: BSD-2-Clause
#include "registers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *last(const char *text, const char *word)
{
	const char *found = NULL;

	for (const char *at = strstr(text, word); at; at = strstr(at + 1, word))
		found = at;
	return found;
}

bool registers_parse(const char *text, uint32_t regs[TEEPROC_CP_REGS])
{
	const char *at = last(text, "R00=");

	for (unsigned int i = 0; i < TEEPROC_CP_REGS; i++) {
		char name[8];
		char *end;

		if (i < 16)
			snprintf(name, sizeof(name), "R%02u=", i);
		else
			snprintf(name, sizeof(name), "XPSR=");
		at = at ? strstr(at, name) : NULL;
		if (!at)
			return false;
		at += strlen(name);
		regs[i] = strtoul(at, &end, 16);
		if (end != at + 8)
			return false;
	}
	return true;
}
