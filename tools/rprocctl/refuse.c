// SPDX-License-Identifier: BSD-2-Clause
#define _GNU_SOURCE /* vasprintf() */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "../common/escape.h"
#include "command.h"

enum exit_status refuse(const char *object, const char *format, ...)
{
	char *reason = NULL;
	va_list args;

	va_start(args, format);
	if (vasprintf(&reason, format, args) < 0)
		reason = NULL;
	va_end(args);
	fflush(stdout); /* what came before it is read before it */
	fputs("rprocctl: ", stderr);
	escape_text(stderr, ESCAPE_TERMINAL, object);
	fputs(": ", stderr);
	escape_text(stderr, ESCAPE_TERMINAL, reason ? reason : format);
	putc('\n', stderr);
	free(reason);
	return REFUSED;
}
