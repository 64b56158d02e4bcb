/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Lines of the control port: taken out of the secure UART's stream, checked,
 * split into words; and answers put into their form. Nothing here knows what a
 * verb does. The format is in teeproc/control_port.h.
 */
#ifndef SOC_CONTROL_PORT_H
#define SOC_CONTROL_PORT_H

#include <stdbool.h>
#include <stddef.h>

#include <teeproc/control_port.h>

#define CONTROL_ARGS_MAX 6u

struct control_splitter {
	char line[TEEPROC_CP_LINE_MAX]; /* without STX, CR and LF */
	size_t length;
	bool in_request;
	bool too_long;
	void (*console)(struct control_splitter *splitter, const char *bytes,
			size_t size);
	/* @line ends with a zero; the callee may change it. */
	void (*request)(struct control_splitter *splitter, char *line,
			bool too_long);
	void *owner;
};

void control_split(struct control_splitter *splitter, const char *bytes,
		   size_t size);

struct control_request {
	unsigned int seq; /* 0 when it can not be told */
	const char *verb;
	unsigned int argc;
	const char *argv[CONTROL_ARGS_MAX];
	bool more; /* than CONTROL_ARGS_MAX arguments */
};

/*
 * Check a line's form and CRC and split it in place. False: answer it with
 * "nak" and request->seq.
 */
bool control_parse(char *line, struct control_request *request);

/* "STX seq body crc LF" into @line of TEEPROC_CP_LINE_MAX bytes; its size. */
size_t control_format(char *line, unsigned int seq, const char *body);

#endif /* SOC_CONTROL_PORT_H */
