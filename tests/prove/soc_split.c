// SPDX-License-Identifier: BSD-2-Clause
/*
 * The UART's bytes as the board's SoC gets them, in two parts: what is console
 * output, and what is a line.
 */
#include "teeproc/control_port.h"
#undef TEEPROC_CP_LINE_MAX
#define TEEPROC_CP_LINE_MAX LINE
#include "board/soc/control/control_port.c"
#include "prove.h"

static char bytes[BYTES];

static void on_console(struct control_splitter *splitter, const char *text,
		       size_t size)
{
	size_t at = nondet_size();

	HOLDS(!splitter->in_request && size);
	HOLDS(__CPROVER_same_object(text, bytes) && __CPROVER_r_ok(text, size));
	HOLDS(at >= size || text[at] != TEEPROC_CP_STX);
	REACHED("console output");
}

static void on_request(struct control_splitter *splitter, char *line,
		       bool too_long)
{
	size_t at = nondet_size();

	HOLDS(line == splitter->line && splitter->length <= LINE - 2);
	HOLDS(!line[splitter->length]);
	HOLDS(at >= splitter->length ||
	      (line[at] != TEEPROC_CP_STX && line[at] != '\n'));
	if (too_long) {
		REACHED("a line that is too long");
		HOLDS(splitter->length == LINE - 2);
	} else {
		REACHED("a line");
	}
}

void harness(void)
{
	size_t first = nondet_size(), n;
	struct control_splitter splitter; /* of any content */

	splitter.in_request = false;
	splitter.console = on_console;
	splitter.request = on_request;
	for (n = 0; n < BYTES; n++)
		bytes[n] = (char)nondet_u8();
	ASSUME(first <= BYTES);
	control_split(&splitter, bytes, first);
	HOLDS(!splitter.in_request || splitter.length <= LINE - 2);
	control_split(&splitter, bytes + first, BYTES - first);
	HOLDS(!splitter.in_request || splitter.length <= LINE - 2);
}
