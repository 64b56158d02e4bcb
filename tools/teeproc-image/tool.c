// SPDX-License-Identifier: BSD-2-Clause
#include "tool.h"

#include <ctype.h>
#include <openssl/err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/escape.h"

/* What an argument in it must not show may end only where the reason begins. */
static void print_reason(const char *reason)
{
	const char *hidden = reason + escape_public_size(reason), *tail = NULL;

	escape_public(stderr, ESCAPE_TERMINAL, reason);
	while ((hidden = strstr(hidden, ": ")))
		tail = hidden++;
	if (tail)
		escape_text(stderr, ESCAPE_TERMINAL, tail);
}

static void print_message(const char *object, const char *reason, va_list args)
{
	char *text;

	if (vasprintf(&text, reason, args) < 0)
		text = NULL;
	fputs(TOOL ": ", stderr);
	escape_public(stderr, ESCAPE_TERMINAL, object);
	fputs(": ", stderr);
	print_reason(text ? text : reason);
	free(text);
}

int refuse(const char *object, const char *reason, ...)
{
	va_list args;

	va_start(args, reason);
	print_message(object, reason, args);
	va_end(args);
	fputc('\n', stderr);
	return EXIT_REFUSED;
}

int refuse_openssl(const char *object, const char *reason)
{
	unsigned long error = ERR_peek_last_error();
	const char *detail = error ? ERR_reason_error_string(error) : NULL;

	ERR_clear_error();
	if (!detail)
		return refuse(object, "%s", reason);
	return refuse(object, "%s (%s)", reason, detail);
}

int usage(const struct command *command, const char *reason, ...)
{
	va_list args;

	va_start(args, reason);
	print_message(command ? command->name : "command", reason, args);
	va_end(args);
	fprintf(stderr, "; see " TOOL " %s%s--help\n",
		command ? command->name : "", command ? " " : "");
	return EXIT_USAGE;
}

int next_option(const struct command *command, int argc, char **argv,
		const struct option *options, int *status)
{
	int option;

	opterr = 0;
	option = getopt_long(argc, argv, ":", options, NULL);
	switch (option) {
	case 'h':
		fputs(command->help, stdout);
		*status = EXIT_DONE;
		return 0;
	case '?':
		*status =
			usage(command, "%s: no such option", argv[optind - 1]);
		return 0;
	case ':':
		*status = usage(command, "%s: an argument is missing",
				argv[optind - 1]);
		return 0;
	}
	return option;
}

bool parse_u32(const char *text, uint32_t *value)
{
	unsigned long long number;
	int base = 10;

	if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
		base = 16;
		text += 2;
	}
	/* strtoull() itself takes signs, blanks and a second prefix */
	if (!text[0] || strspn(text, base == 16 ? "0123456789abcdefABCDEF" :
						  "0123456789") != strlen(text))
		return false;
	/* and gives its maximum where there are too many digits */
	number = strtoull(text, NULL, base);
	if (number > UINT32_MAX)
		return false;
	*value = (uint32_t)number;
	return true;
}
