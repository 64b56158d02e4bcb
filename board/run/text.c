// SPDX-License-Identifier: BSD-2-Clause
#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

char *text(const char *format, ...)
{
	char *made = NULL;
	va_list args;

	va_start(args, format);
	if (vasprintf(&made, format, args) < 0) {
		fputs("teeproc-board: out of memory\n", stderr);
		exit(1);
	}
	va_end(args);
	return made;
}
