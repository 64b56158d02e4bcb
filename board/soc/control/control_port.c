// SPDX-License-Identifier: BSD-2-Clause
#include "control_port.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include "../../../tools/common/hex.h"

#define SEQ_DIGITS 4u
#define CRC_DIGITS 8u

static void take_request_byte(struct control_splitter *splitter, char byte)
{
	if (byte == '\n') {
		splitter->line[splitter->length] = '\0';
		splitter->in_request = false;
		splitter->request(splitter, splitter->line, splitter->too_long);
		return;
	}
	/* STX and LF of the longest line are not kept, the zero is */
	if (splitter->length < TEEPROC_CP_LINE_MAX - 2)
		splitter->line[splitter->length++] = byte;
	else
		splitter->too_long = true;
}

void control_split(struct control_splitter *splitter, const char *bytes,
		   size_t size)
{
	size_t console = 0; /* bytes[console .. i) is console output */
	size_t i;

	for (i = 0; i < size; i++) {
		if (bytes[i] == TEEPROC_CP_STX) {
			/* also in a line: then the rest of that one is lost */
			if (!splitter->in_request && i > console)
				splitter->console(splitter, bytes + console,
						  i - console);
			splitter->in_request = true;
			splitter->too_long = false;
			splitter->length = 0;
		} else if (splitter->in_request) {
			take_request_byte(splitter, bytes[i]);
			console = i + 1;
		}
	}
	if (!splitter->in_request && i > console)
		splitter->console(splitter, bytes + console, i - console);
}

/* The number at the start of @text, of exactly @digits digits. */
static bool fixed_number(const char *text, unsigned int digits, uint64_t *value)
{
	char copy[CRC_DIGITS + 1];

	if (strnlen(text, digits) < digits)
		return false;
	memcpy(copy, text, digits);
	copy[digits] = '\0';
	return hex_number(copy, value);
}

static bool crc_matches(const char *line, size_t covered)
{
	uint64_t crc;

	return fixed_number(line + covered + 1, CRC_DIGITS, &crc) &&
	       crc == crc32(0, (const Bytef *)line, covered);
}

static void split_words(char *words, struct control_request *request)
{
	char *save;
	char *word;

	request->verb = strtok_r(words, " ", &save);
	if (!request->verb)
		request->verb = "";
	while ((word = strtok_r(NULL, " ", &save))) {
		if (request->argc == CONTROL_ARGS_MAX) {
			request->more = true;
			return;
		}
		request->argv[request->argc++] = word;
	}
}

bool control_parse(char *line, struct control_request *request)
{
	size_t length = strlen(line);
	uint64_t seq;

	memset(request, 0, sizeof(*request));
	request->verb = "";
	if (length <= SEQ_DIGITS || line[SEQ_DIGITS] != ' ' ||
	    !fixed_number(line, SEQ_DIGITS, &seq))
		return false;
	request->seq = seq;
	if (length < SEQ_DIGITS + 1 + 1 + 1 + CRC_DIGITS ||
	    line[length - CRC_DIGITS - 1] != ' ' ||
	    !crc_matches(line, length - CRC_DIGITS - 1))
		return false;
	line[length - CRC_DIGITS - 1] = '\0';
	split_words(line + SEQ_DIGITS + 1, request);
	return true;
}

size_t control_format(char *line, unsigned int seq, const char *body)
{
	int length;
	uLong crc;

	length = snprintf(line, TEEPROC_CP_LINE_MAX, "%c%04x %s",
			  TEEPROC_CP_STX, seq & 0xffff, body);
	crc = crc32(0, (const Bytef *)line + 1, length - 1);
	length += snprintf(line + length, TEEPROC_CP_LINE_MAX - length,
			   " %08lx\n", crc);
	return length;
}
