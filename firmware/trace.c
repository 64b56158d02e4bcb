/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "soc.h"

char trace_buffer[TRACE_SIZE] __attribute__((section(".trace"), aligned(16)));

static uint32_t position;

void trace_init(void)
{
	memset(trace_buffer, 0, sizeof(trace_buffer));
	position = 0;
	console_init();
}

static void put(char c)
{
	/* the last byte stays NUL: Linux reads a string */
	if (position == TRACE_SIZE - 1) {
		memset(trace_buffer, 0, sizeof(trace_buffer));
		position = 0;
	}
	trace_buffer[position++] = c;

	if (c == '\n')
		console_put('\r');
	console_put(c);
}

static void put_string(const char *s)
{
	while (*s)
		put(*s++);
}

static void put_number(uint32_t value, uint32_t base, unsigned int min_digits)
{
	char digits[10];
	unsigned int n = 0;

	do {
		digits[n++] = "0123456789abcdef"[value % base];
		value /= base;
	} while (value || n < min_digits);

	while (n)
		put(digits[--n]);
}

void trace(const char *format, ...)
{
	unsigned int min_digits = 0;
	bool is_long = false;
	va_list args;

	va_start(args, format);
	for (; *format; format++) {
		if (*format != '%') {
			put(*format);
			continue;
		}

		format++;
		if (format[0] == '0' && format[1] == '8') {
			min_digits = 8;
			format += 2;
		}

		is_long = *format == 'l';
		if (is_long)
			format++;
		switch (*format) {
		case 's':
			put_string(va_arg(args, const char *));
			break;
		case 'x':
			put_number(is_long ? va_arg(args, unsigned long) :
					     va_arg(args, unsigned int),
				   16, min_digits);
			break;
		case 'u':
			put_number(is_long ? va_arg(args, unsigned long) :
					     va_arg(args, unsigned int),
				   10, min_digits);
			break;
		default:
			put('?');
			break;
		}
		min_digits = 0;
	}
	va_end(args);
}
