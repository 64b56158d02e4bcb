/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What happens on the board, for the program that has started it: one JSON object
 * a line, written as it happens (docs/board.md).
 */
#ifndef SOC_EVENTS_H
#define SOC_EVENTS_H

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
/*
 * Of a core that has come to stand still: TEEPROC_CP_REGS words, and what the
 * exception has pushed whose handler it was in (exception_frame.h), or NULL
 */
void events_registers(unsigned int core, const uint32_t *regs,
		      const uint32_t *frame);
void events_console(unsigned int core, const char *bytes, size_t size);

#endif /* SOC_EVENTS_H */
