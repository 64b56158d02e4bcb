// SPDX-License-Identifier: BSD-2-Clause
#include "say.h"

#include <stdarg.h>
#include <stdio.h>

static bool raw_terminal;

void say_raw_terminal(bool raw)
{
	raw_terminal = raw;
}

void say(const char *format, ...)
{
	char text[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	/* one write, so that lines of several writers stay whole */
	fprintf(stderr, "teeproc-board: %s%s\n", text,
		raw_terminal ? "\r" : "");
}
