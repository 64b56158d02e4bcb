// SPDX-License-Identifier: BSD-2-Clause
#include "say.h"

#include <stdarg.h>
#include <stdio.h>

#define LINE_SIZE 1100u

static struct say_terminal *theirs;

void say_terminal(struct say_terminal *terminal)
{
	theirs = terminal;
}

/* One string, so that lines of several writers stay whole */
static void make_line(char line[LINE_SIZE], const char *before,
		      const char *format, va_list args)
{
	char text[1024];

	vsnprintf(text, sizeof(text), format, args);
	snprintf(line, LINE_SIZE, "%steeproc-board: %s%s\n", before, text,
		 theirs ? "\r" : "");
}

void say(const char *format, ...)
{
	char line[LINE_SIZE];
	va_list args;

	va_start(args, format);
	make_line(line, theirs && theirs->within_line ? "\r\n" : "", format,
		  args);
	va_end(args);
	fputs(line, stderr);
	if (theirs)
		theirs->within_line = false;
}

void say_between(const char *format, ...)
{
	char line[LINE_SIZE];
	va_list args;

	va_start(args, format);
	make_line(line, "", format, args);
	va_end(args);
	if (theirs && theirs->between)
		theirs->between(theirs, line);
	else
		fputs(line, stderr);
}
