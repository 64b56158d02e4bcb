/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Text of others (file names, what is in an image, what a driver says) on its
 * way out: what would not show as what it is (teeproc/text.h) is escaped, and so
 * is what means something to the form. Secrets in URIs are left out.
 */
#ifndef TEEPROC_ESCAPE_H
#define TEEPROC_ESCAPE_H

#include <stddef.h>
#include <stdio.h>

enum escape_form {
	/* Each byte of a character that is not printable is \xHH; \ is \\. */
	ESCAPE_TERMINAL,
	/* The same, but lines, tabs and \ stay: the words of a firmware */
	ESCAPE_LINES,
	/* As for a terminal, and &, <, >, " as XML has them. */
	ESCAPE_XML,
	/*
	 * The inside of a string. ASCII: other characters are \uHHHH, one or
	 * two, a byte that is no UTF-8 is \ufffd.
	 */
	ESCAPE_JSON,
};

/* @size bytes of @text */
void escape_bytes(FILE *file, enum escape_form form, const char *text,
		  size_t size);
/* The same up to the final 0 */
void escape_text(FILE *file, enum escape_form form, const char *text);

/*
 * How many bytes of @text may be shown: all but the query of a URI, since it may
 * be that of PKCS#11 with the PIN in it, and all from "pin-value=" on.
 */
size_t escape_public_size(const char *text);

/* @text without its secrets; "..." stands for them */
void escape_public(FILE *file, enum escape_form form, const char *text);

#endif /* TEEPROC_ESCAPE_H */
