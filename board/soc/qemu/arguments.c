// SPDX-License-Identifier: BSD-2-Clause
#include "arguments.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void arguments_add(struct arguments *arguments, const char *format, ...)
{
	va_list args;
	char *text;

	if (arguments->argc == ARGUMENTS_MAX) {
		arguments->failed = true;
		return;
	}
	va_start(args, format);
	if (vasprintf(&text, format, args) < 0)
		arguments->failed = true;
	else
		arguments->argv[arguments->argc++] = text;
	va_end(args);
}

void arguments_free(struct arguments *arguments)
{
	for (unsigned int i = 0; i < arguments->argc; i++)
		free(arguments->argv[i]);
	*arguments = (struct arguments){ 0 };
}
