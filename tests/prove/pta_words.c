// SPDX-License-Identifier: BSD-2-Clause
/* What the pseudo-TA reads of an answer's values: numbers and byte strings. */
#include "optee/pta/virt/control_port.c"
#include "prove.h"

void harness(void)
{
	char text[TEXT + 1];
	size_t room = nondet_size(), len, end;
	const char *next;
	uint8_t *bytes;
	uint32_t value;

	text[TEXT] = '\0';
	for (end = 0; text[end]; end++)
		;
	next = control_port_number(text, &value);
	if (next) {
		REACHED("a number");
		HOLDS(next > text && next <= text + end);
		HOLDS(hex_digit(*next) < 0);
	}
	ASSUME(room <= TEXT);
	len = room;
	bytes = any_bytes(room);
	next = control_port_unhex(text, bytes, &len);
	if (next) {
		REACHED("bytes");
		HOLDS(next > text && next <= text + end);
		HOLDS(len <= room);
		HOLDS(len ? next == text + 2 * len : *text == '-');
	}
}
