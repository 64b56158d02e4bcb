/* SPDX-License-Identifier: BSD-2-Clause */
/* What the user sees of a run. */
#ifndef RUN_REPORT_H
#define RUN_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "symbols.h"

#define ARM_REGISTERS 17u
#define RISCV_REGISTERS 32u
#define REGISTERS_MAX RISCV_REGISTERS
#define FRAME_WORDS 8u

struct registers {
	unsigned int num; /* so many are an Arm's, or a RISC-V's */
	uint64_t words[REGISTERS_MAX]; /* r0 to r15, xPSR; or pc, x1 to x31 */
	bool has_frame;
	/* what an Arm's exception has pushed: r0 to r3, r12, lr, pc, xPSR */
	uint64_t frame[FRAME_WORDS];
};

/* How it wants to be told */
struct report_options {
	/* what the firmware writes goes to stderr, since stdout is a script's */
	bool aside;
	/* all on stdout, each a JSON object in a line (docs/board.md) */
	bool json;
	const char *core_files; /* where the board leaves them, or NULL */
};

void report_open(const struct report_options *options);
/* What a core writes: @source is "trace" or "uart" */
void report_output(const char *core, const char *source, const char *line);
/* A script's line, as it is */
void report_script(const char *line);
/* Of the kernel's log, or the boot */
void report_log(const char *line);
/* @state: running, exited, failed (it does not start; @text says why), ... */
void report_state(const char *core, const char *state, const char *text);
/* @number: the core's; @registers: NULL if they are not known */
void report_crash(const char *core, unsigned int number, const char *cause,
		  const struct registers *registers, struct symbols *symbols);
/* The last one: the exit status */
void report_end(int status);

#endif /* RUN_REPORT_H */
