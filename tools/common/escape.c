// SPDX-License-Identifier: BSD-2-Clause
#include "escape.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "teeproc/text.h"

static void print_hex(FILE *file, const char *text, uint32_t size)
{
	while (size--)
		fprintf(file, "\\x%02x", (unsigned char)*text++);
}

/* Of a well-formed character of @size bytes */
static uint32_t code_of(const char *text, uint32_t size)
{
	uint32_t code = (unsigned char)text[0], i;

	if (size > 1)
		code &= 0x7fu >> size;
	for (i = 1; i < size; i++)
		code = code << 6 | ((unsigned char)text[i] & 0x3f);
	return code;
}

static void print_json(FILE *file, const char *text, uint32_t size)
{
	uint32_t code = code_of(text, size);

	/* no UTF-8: a byte by itself, half a pair of UTF-16, beyond Unicode */
	if ((size == 1 && code >= 0x80) || (code >= 0xd800 && code < 0xe000) ||
	    code > 0x10ffff)
		code = 0xfffd;
	if (code >= 0x10000) {
		fprintf(file, "\\u%04x", 0xd800 + ((code - 0x10000) >> 10));
		code = 0xdc00 + ((code - 0x10000) & 0x3ff);
	}
	if (code >= 0x20 && code < 0x7f)
		fputc((int)code, file);
	else
		fprintf(file, "\\u%04x", code);
}

/* Line, tab, backslash; the end of a line in two characters, too */
static bool is_of_lines(const char *text, size_t size)
{
	return *text == '\n' || *text == '\t' || *text == '\\' ||
	       (*text == '\r' && size > 1 && text[1] == '\n');
}

/* Does the character mean something to the form? Then it is printed. */
static bool print_special(FILE *file, enum escape_form form, char c)
{
	const char *xml = NULL;

	if (c == '\\' || (form == ESCAPE_JSON && c == '"')) {
		fprintf(file, "\\%c", c);
		return true;
	}
	if (form != ESCAPE_XML)
		return false;
	switch (c) {
	case '<':
		xml = "&lt;";
		break;
	case '>':
		xml = "&gt;";
		break;
	case '&':
		xml = "&amp;";
		break;
	case '"':
		xml = "&quot;";
		break;
	default:
		return false;
	}
	fputs(xml, file);
	return true;
}

void escape_bytes(FILE *file, enum escape_form form, const char *text,
		  size_t size)
{
	uint32_t step, left;
	bool printable;

	for (; size; text += step, size -= step) {
		/* a character has at most 4 bytes */
		left = size < 4 ? (uint32_t)size : 4;
		step = teeproc_text_step(text, left, &printable);
		if (form == ESCAPE_LINES && is_of_lines(text, size)) {
			fputc(*text, file);
			continue;
		}
		if (print_special(file, form, *text))
			continue;
		if (form == ESCAPE_JSON)
			print_json(file, text, step);
		else if (printable)
			fwrite(text, 1, step, file);
		else
			print_hex(file, text, step);
	}
}

void escape_text(FILE *file, enum escape_form form, const char *text)
{
	escape_bytes(file, form, text, strlen(text));
}

static bool begins_as_uri(const char *text)
{
	if (!isalpha((unsigned char)*text))
		return false;
	while (isalnum((unsigned char)*text) || (*text && strchr("+-.", *text)))
		text++;
	return *text == ':';
}

/* Where @word begins, in whatever case; NULL if it is not there */
static const char *find(const char *text, const char *word)
{
	size_t length = strlen(word);

	while (*text && strncasecmp(text, word, length))
		text++;
	return *text ? text : NULL;
}

size_t escape_public_size(const char *text)
{
	static const char pin_word[] = "pin-value=";
	const char *uri = begins_as_uri(text) ? text : find(text, "pkcs11:");
	/* where it does not belong, too */
	const char *pin = find(text, pin_word);
	size_t size = strlen(text), end;

	if (uri)
		size = (size_t)(uri - text) + strcspn(uri, "?");
	if (!pin)
		return size;
	end = (size_t)(pin - text) + sizeof(pin_word) - 1;
	return end < size ? end : size;
}

void escape_public(FILE *file, enum escape_form form, const char *text)
{
	size_t size = escape_public_size(text);

	escape_bytes(file, form, text, size);
	if (text[size])
		fputs("...", file);
}
