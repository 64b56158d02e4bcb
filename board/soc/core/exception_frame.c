// SPDX-License-Identifier: BSD-2-Clause
#include "exception_frame.h"

#define XPSR_THUMB 0x01000000u
#define XPSR_RESERVED 0x00f00000u
#define XPSR_EXCEPTION 0x1ffu
#define EXC_RETURN 0xffffff00u /* and above: the lr of a handler */
#define RESET_LR 0xffffffffu

/* An address in the shared memory looks like a thread's xPSR at first sight. */
static bool is_xpsr(uint32_t xpsr, uint32_t exceptions)
{
	return (xpsr & XPSR_THUMB) && !(xpsr & XPSR_RESERVED) &&
	       (xpsr & XPSR_EXCEPTION) < exceptions;
}

size_t
exception_frame_find(const uint32_t *stack, size_t n, uint32_t exceptions,
		     bool (*is_code)(const void *owner, uint32_t address),
		     const void *owner)
{
	for (size_t i = 0; i + EXCEPTION_FRAME_WORDS <= n; i++) {
		uint32_t lr = stack[i + EXCEPTION_FRAME_LR];
		uint32_t pc = stack[i + EXCEPTION_FRAME_PC];
		uint32_t xpsr = stack[i + EXCEPTION_FRAME_XPSR];
		bool in_handler = xpsr & XPSR_EXCEPTION;

		if (!is_xpsr(xpsr, exceptions) || !pc || (pc & 1) ||
		    !is_code(owner, pc))
			continue;
		if (lr == RESET_LR || (in_handler && lr >= EXC_RETURN) ||
		    ((lr & 1) && is_code(owner, lr - 1)))
			return i;
	}
	return n;
}
