// SPDX-License-Identifier: BSD-2-Clause
/*
 * Client of the SoC's control port.
 *
 * Only this file sends frames, and reads what comes: it polls.
 */
#include "control_port.h"

#include "uart.h"

#include <kernel/delay.h>
#include <kernel/mutex.h>
#include <printk.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <trace.h>

/* seq, SP; SP, crc; NUL */
#define SEQ_DIGITS 4
#define CRC_DIGITS 8

enum answer {
	ANSWER_OK,
	ANSWER_ERR,
	ANSWER_NAK,
	ANSWER_NONE,
};

static struct mutex port_mutex = MUTEX_INITIALIZER;
/* All below is under port_mutex. */
static char request[TEEPROC_CP_LINE_MAX + 1];
static char answer[TEEPROC_CP_LINE_MAX + 1];
static uint16_t sequence;
static bool sequence_valid;

static const struct {
	const char *name;
	TEE_Result res;
} reasons[] = {
	{ TEEPROC_CP_ERR_VERB, TEE_ERROR_NOT_SUPPORTED },
	{ TEEPROC_CP_ERR_ARGS, TEE_ERROR_BAD_PARAMETERS },
	{ TEEPROC_CP_ERR_CORE, TEE_ERROR_ITEM_NOT_FOUND },
	{ TEEPROC_CP_ERR_RANGE, TEE_ERROR_ACCESS_DENIED },
	{ TEEPROC_CP_ERR_BUSY, TEE_ERROR_BAD_STATE },
	{ TEEPROC_CP_ERR_HASH, TEE_ERROR_SECURITY },
	{ TEEPROC_CP_ERR_MODE, TEE_ERROR_ACCESS_DENIED },
	{ TEEPROC_CP_ERR_DEAD, TEE_ERROR_COMMUNICATION },
	{ TEEPROC_CP_ERR_NONE, TEE_ERROR_NO_DATA },
	{ TEEPROC_CP_ERR_IO, TEE_ERROR_GENERIC },
};

/* CRC-32 of IEEE 802.3, reflected. */
static uint32_t line_crc(const char *line, size_t len)
{
	uint32_t crc = UINT32_MAX;
	unsigned int bit = 0;

	while (len--) {
		crc ^= (uint8_t)*line++;
		for (bit = 0; bit < 8; bit++)
			crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

/* Exactly @digits digits, the way seq and crc are written. */
static bool read_fixed(const char *hex, unsigned int digits, uint32_t *value)
{
	*value = 0;
	while (digits--) {
		int digit = hex_digit(*hex++);

		if (digit < 0)
			return false;
		*value = *value << 4 | digit;
	}
	return true;
}

void control_port_hex(char *dst, const uint8_t *src, size_t len)
{
	static const char digits[] = "0123456789abcdef";

	while (len--) {
		*dst++ = digits[*src >> 4];
		*dst++ = digits[*src++ & 15];
	}
	*dst = '\0';
}

const char *control_port_unhex(const char *hex, uint8_t *dst, size_t *len)
{
	size_t n = 0;

	if (*hex == '-') {
		*len = 0;
		return hex + 1;
	}
	for (n = 0; hex_digit(hex[0]) >= 0; n++, hex += 2) {
		if (hex_digit(hex[1]) < 0 || n == *len)
			return NULL;
		dst[n] = hex_digit(hex[0]) << 4 | hex_digit(hex[1]);
	}
	*len = n;
	return n ? hex : NULL;
}

const char *control_port_number64(const char *hex, uint64_t *value)
{
	unsigned int n = 0;

	while (*hex == ' ')
		hex++;
	*value = 0;
	for (n = 0; hex_digit(*hex) >= 0; n++, hex++) {
		if (n == 2 * sizeof(*value))
			return NULL;
		*value = *value << 4 | hex_digit(*hex);
	}
	return n ? hex : NULL;
}

const char *control_port_number(const char *hex, uint32_t *value)
{
	uint64_t wide = 0;
	const char *next = control_port_number64(hex, &wide);

	if (wide > UINT32_MAX)
		return NULL;
	*value = wide;
	return next;
}

static bool __printf(1, 0) build_request(const char *fmt, va_list ap)
{
	const size_t body = 1; /* STX */
	const size_t tail = 1 + CRC_DIGITS + 2; /* SP, crc, LF, NUL */
	size_t room = sizeof(request) - body - tail;
	size_t len = SEQ_DIGITS + 1;
	int n = 0;

	request[0] = TEEPROC_CP_STX;
	snprintf(request + body, room, "%04" PRIx16 " ", sequence);
	n = vsnprintf(request + body + len, room - len, fmt, ap);
	if (n < 0 || (size_t)n >= room - len)
		return false;
	len += n;
	snprintf(request + body + len, tail + 1, " %08" PRIx32 "\n",
		 line_crc(request + body, len));
	return true;
}

static bool receive_byte(uint64_t deadline, char *byte)
{
	while (!uart_receive(byte))
		if (timeout_elapsed(deadline))
			return false;
	return true;
}

/* Reads to the next LF; a longer line than any answer becomes an empty one. */
static bool receive_line(uint64_t deadline)
{
	size_t len = 0;
	char byte = 0;

	while (receive_byte(deadline, &byte)) {
		if (byte == '\n') {
			answer[len < sizeof(answer) ? len : 0] = '\0';
			return true;
		}
		if (len < sizeof(answer))
			answer[len++] = byte;
	}
	return false;
}

static void discard_input(void)
{
	unsigned int n = 0;
	char byte = 0;

	for (n = 0; n < 2 * TEEPROC_CP_LINE_MAX; n++)
		if (!uart_receive(&byte))
			return;
}

/*
 * Tells what the received line is. @text is what stands between the sequence
 * number and the checksum, which is cut off. An answer to an earlier request,
 * of which this port had given up waiting, is ANSWER_NONE like any noise.
 */
static enum answer parse_answer(char **text)
{
	uint32_t seq = 0;
	uint32_t crc = 0;
	size_t len = strlen(answer);
	char *line = answer + 1;

	if (answer[0] != TEEPROC_CP_STX ||
	    len < 1 + SEQ_DIGITS + 1 + 1 + CRC_DIGITS)
		return ANSWER_NONE;
	len -= 1 + 1 + CRC_DIGITS;
	if (line[len] != ' ' || !read_fixed(line + len + 1, CRC_DIGITS, &crc))
		return ANSWER_NONE;
	if (crc != line_crc(line, len) || line[SEQ_DIGITS] != ' ' ||
	    !read_fixed(line, SEQ_DIGITS, &seq))
		return ANSWER_NONE;
	line[len] = '\0';
	*text = line + SEQ_DIGITS + 1;

	if (!strcmp(*text, "nak") && (seq == sequence || !seq))
		return ANSWER_NAK;
	if (seq != sequence)
		return ANSWER_NONE;
	if (!strcmp(*text, "ok") || !strncmp(*text, "ok ", 3))
		return ANSWER_OK;
	if (!strncmp(*text, "err ", 4))
		return ANSWER_ERR;
	return ANSWER_NONE;
}

static enum answer exchange(char **text)
{
	uint64_t deadline = 0;
	enum answer kind = ANSWER_NONE;

	uart_prepare();
	discard_input();
	uart_send(request, strlen(request));

	deadline = timeout_init_us(TEEPROC_CP_ANSWER_TIMEOUT_MS * 1000);
	while (kind == ANSWER_NONE) {
		if (!receive_line(deadline))
			break;
		kind = parse_answer(text);
	}
	return kind;
}

static TEE_Result reason_to_result(const char *reason)
{
	size_t n = 0;

	for (n = 0; n < ARRAY_SIZE(reasons); n++)
		if (!strcmp(reason, reasons[n].name))
			return reasons[n].res;
	return TEE_ERROR_GENERIC;
}

static TEE_Result take_values(const char *text, char *values, size_t size)
{
	size_t len = 0;

	text += text[2] == ' ' ? 3 : 2;
	if (!values)
		return TEE_SUCCESS;
	len = strlen(text) + 1;
	if (len > size)
		return TEE_ERROR_COMMUNICATION;
	memcpy(values, text, len);
	return TEE_SUCCESS;
}

static TEE_Result call_locked(char *values, size_t size)
{
	unsigned int tries = 0;
	char *text = NULL;

	for (tries = 0; tries < TEEPROC_CP_TRIES; tries++) {
		enum answer kind = exchange(&text);

		if (kind == ANSWER_OK)
			return take_values(text, values, size);
		if (kind == ANSWER_ERR)
			return reason_to_result(text + 4);
	}
	EMSG("control port: no answer after %u tries", tries);
	return TEE_ERROR_COMMUNICATION;
}

/*
 * The SoC outlives a reset of the application cores, so the first number is
 * not a constant: a first request must not look like a repeated one.
 */
static void next_sequence(void)
{
	if (!sequence_valid)
		sequence = (uint16_t)timeout_init_us(0);
	sequence_valid = true;
	if (!++sequence)
		sequence = 1;
}

TEE_Result control_port_call(char *values, size_t size, const char *fmt, ...)
{
	TEE_Result res = TEE_ERROR_BAD_PARAMETERS;
	va_list ap;

	mutex_lock(&port_mutex);
	next_sequence();
	va_start(ap, fmt);
	if (build_request(fmt, ap))
		res = call_locked(values, size);
	va_end(ap);
	mutex_unlock(&port_mutex);
	return res;
}
