// SPDX-License-Identifier: BSD-2-Clause
/*
 * A line of the control port as the pseudo-TA reads it, from the UART's bytes to
 * the values. The SoC may say anything. The checksum is any number: that it is
 * compared with what stands in the line is what counts.
 */
#include "teeproc/control_port.h"
#undef TEEPROC_CP_LINE_MAX
#define TEEPROC_CP_LINE_MAX LINE
#include "optee/pta/virt/control_port.c"
#include "prove.h"

#define BYTES (LINE + 3) /* more than there is room for */

static unsigned int polls;
static uint32_t sum;
static size_t summed;

bool uart_receive(char *byte)
{
	*byte = (char)nondet_u8();
	return polls++ < BYTES;
}

bool timeout_elapsed(uint64_t deadline)
{
	(void)deadline;
	return true;
}

uint32_t stub_crc(const char *line, size_t len)
{
	HOLDS(line == answer + 1 && len <= sizeof(answer) - 2);
	summed = len;
	return sum;
}

/* Is this how the number is written? */
static bool is_hex(const char *text, unsigned int digits, uint32_t value)
{
	while (digits--) {
		if (text[digits] != "0123456789abcdef"[value & 15])
			return false;
		value >>= 4;
	}
	return true;
}

static void check_values(const char *text)
{
	size_t size = nondet_size(), at;
	char *values;

	ASSUME(size <= LINE);
	values = (char *)any_bytes(size);
	if (take_values(text, values, size)) {
		REACHED("values that do not fit");
		return;
	}
	REACHED("values");
	for (at = 0; values[at]; at++)
		;
	HOLDS(at < size);
}

void harness(void)
{
	char line[sizeof(answer)];
	enum answer kind;
	char *text = NULL;

	/* something of an earlier line */
	__CPROVER_havoc_object(answer);
	sum = nondet_u32();
	sequence = (uint16_t)(nondet_u32() & UINT16_MAX);
	if (!receive_line(0)) {
		REACHED("no line");
		return;
	}
	memcpy(line, answer, sizeof(line));
	kind = parse_answer(&text);
	if (kind == ANSWER_NONE) {
		REACHED("noise");
		return;
	}
	HOLDS(line[0] == TEEPROC_CP_STX && text == answer + 6);
	HOLDS(is_hex(line + 1 + summed + 1, CRC_DIGITS, sum));
	HOLDS(answer[1 + summed] == '\0' && line[1 + summed] == ' ');
	HOLDS(line[1 + summed + 1 + CRC_DIGITS] == '\0');
	if (kind == ANSWER_NAK) {
		REACHED("nak");
		return;
	}
	HOLDS(is_hex(line + 1, SEQ_DIGITS, sequence));
	if (kind == ANSWER_OK) {
		check_values(text);
	} else {
		REACHED("a refusal");
		HOLDS(reason_to_result(text + 4) != TEE_SUCCESS);
	}
}
