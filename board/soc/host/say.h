/* SPDX-License-Identifier: BSD-2-Clause */
/* What the board tells its user, on stderr: "teeproc-board: object: reason". */
#ifndef SOC_SAY_H
#define SOC_SAY_H

#include <stdbool.h>

/* On a terminal where a line of the guest's has begun, in a new one. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* What can wait: on such a terminal it comes when the guest's line has ended. */
void say_between(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The terminal, in raw mode: it wants its carriage returns spelled out. */
struct say_terminal {
	bool within_line; /* of the guest's, who has stdout there */
	/*
	 * Shows @line, which has its end, when none of the guest's has begun.
	 * NULL: the guest's lines go elsewhere.
	 */
	void (*between)(struct say_terminal *terminal, const char *line);
	void *owner;
};

/* @terminal stays the caller's; NULL: it has been given back. */
void say_terminal(struct say_terminal *terminal);

#endif /* SOC_SAY_H */
