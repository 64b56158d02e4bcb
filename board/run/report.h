/* SPDX-License-Identifier: BSD-2-Clause */
/* What the user sees of a run. */
#ifndef RUN_REPORT_H
#define RUN_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "symbols.h"

#define REGISTERS 17u
#define FRAME_WORDS 8u

struct registers {
	uint32_t words[REGISTERS]; /* r0 to r15, xPSR */
	bool has_frame;
	/* what the exception has pushed: r0 to r3, r12, lr, pc, xPSR */
	uint32_t frame[FRAME_WORDS];
};

/* @aside: what the firmware writes goes to stderr, since stdout is a script's */
void report_open(bool aside);
/* What a core writes: @source is "trace" or "uart" */
void report_output(const char *core, const char *source, const char *line);
/* A script's line, as it is */
void report_script(const char *line);
/* Of the kernel's log, or the boot */
void report_log(const char *line);
void report_registers(const struct registers *registers,
		      struct symbols *symbols);

#endif /* RUN_REPORT_H */
