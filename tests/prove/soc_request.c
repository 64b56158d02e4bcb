// SPDX-License-Identifier: BSD-2-Clause
/*
 * A request of the control port as the board's SoC checks it: any line, which
 * soc_split.c is about, before soc_args.c. The checksum is any number, as in
 * pta_answer.c.
 */
#include "teeproc/control_port.h"
#undef TEEPROC_CP_LINE_MAX
#define TEEPROC_CP_LINE_MAX LINE
#include "board/soc/control/control_port.c"
#include "tools/common/hex.c"
#include "prove.h"

static unsigned long sum;
static size_t summed;
static char *request_line;

uLong crc32(uLong crc, const Bytef *line, uInt size)
{
	HOLDS(!crc && __CPROVER_r_ok(line, size));
	summed = size;
	return sum;
}

size_t strnlen(const char *text, size_t max)
{
	size_t n;

	for (n = 0; n < max && text[n]; n++)
		;
	return n;
}

/* soc_args.c is about it */
void stub_split(char *words, struct control_request *request)
{
	(void)request;
	HOLDS(words == request_line + SEQ_DIGITS + 1);
	HOLDS(words + strlen(words) == request_line + summed);
}

static bool is_hex(const char *text, unsigned int digits, unsigned long value)
{
	while (digits--) {
		if (text[digits] != "0123456789abcdef"[value & 15])
			return false;
		value >>= 4;
	}
	return !value;
}

void harness(void)
{
	struct control_request request;
	char line[LINE], copy[LINE];

	sum = nondet_u32();
	request_line = line;
	line[LINE - 1] = '\0';
	memcpy(copy, line, sizeof(copy));
	if (!control_parse(line, &request)) {
		REACHED("damaged");
		return;
	}
	HOLDS(is_hex(copy, SEQ_DIGITS, request.seq));
	HOLDS(is_hex(copy + summed + 1, CRC_DIGITS, sum));
	REACHED("a request");
	HOLDS(!copy[summed + 1 + CRC_DIGITS] && !line[summed]);
}
