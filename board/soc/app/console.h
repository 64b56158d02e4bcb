/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Linux's console on our stdin and stdout. A terminal is put into raw mode, and
 * Ctrl-A x there ends the board (Ctrl-A a sends a Ctrl-A); what we say on it
 * does not come within a line of the guest's. A reader of stdout that is slow
 * slows the guest's UART down, nothing else; stdin is read as fast as the guest
 * takes it.
 */
#ifndef SOC_CONSOLE_H
#define SOC_CONSOLE_H

#include <stdbool.h>
#include <stddef.h>
#include <uv.h>

#include "../host/say.h"
#include "../qemu/link.h"

struct console {
	uv_loop_t *loop;
	struct link *uart; /* the guest's */
	void (*quit)(struct console *console);
	void *owner;

	uv_stream_t *in; /* NULL: a file, or nothing */
	uv_stream_t *out; /* NULL: a file, written to directly */
	bool interactive;
	bool after_ctrl_a;
	struct say_terminal terminal;
	char ours[1024]; /* lines of ours that wait for the end of the guest's */
	size_t ours_size;
	size_t in_flight; /* bytes queued for stdout */
	bool uart_paused;
	uv_fs_t file_read;
	bool file_busy;
	bool in_waits; /* stdin, for the guest */
	char file_bytes[4096];
};

/* Returns 0 or a negative errno. */
int console_open(struct console *console);
/* Give the terminal back. */
void console_close(struct console *console);
/* The guest has taken all that its UART was sent. */
void console_taken(struct console *console);
/* What the guest says. */
void console_write(struct console *console, const char *bytes, size_t size);

#endif /* SOC_CONSOLE_H */
