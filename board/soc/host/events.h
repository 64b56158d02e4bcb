/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What happens on the board, for the program that has started it: one JSON object
 * a line, written as it happens (docs/board.md).
 */
#ifndef SOC_EVENTS_H
#define SOC_EVENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <teeproc/control_port.h>
#include <teeproc/core_state.h>

/* Into a new file or a pipe; without this call nothing is written. Returns 0
 * or a negative errno. */
int events_open(const char *path);
void events_close(void);

void events_state(unsigned int core, enum teeproc_core_state state);
void events_crash(unsigned int core, const char *cause);

/* Of a core: words, as many as the list has room for */
#define EVENTS_WORDS_MAX 34u
struct events_words {
	const uint64_t *words;
	size_t n;
};

/*
 * Of a core that has come to stand still: its registers, and what the exception has
 * pushed whose handler it was in, if it was in one.
 */
void events_registers(unsigned int core, struct events_words registers,
		      struct events_words frame);
/* @vring: 0 or 1 */
void events_kick(unsigned int core, unsigned int vring, bool to_linux);
/* The boot of the application cores has come to @name. */
void events_stage(const char *name);
/*
 * A request of the secure world's that came at @since_us and is answered now; @core
 * is negative if it is about none.
 */
void events_request(int core, const char *verb, int64_t since_us,
		    const char *answer);
/* Microseconds of the clock that all events bear */
int64_t events_now_us(void);
void events_console(unsigned int core, const char *bytes, size_t size);

#endif /* SOC_EVENTS_H */
