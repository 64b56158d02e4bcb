/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What an Armv7-M core pushes when it takes an exception, and an Armv8-M one that
 * stays in its security state: r0 to r3, r12, lr, pc, xPSR. A crash is mostly told by
 * a fault handler; the frame says what has faulted.
 */
#ifndef SOC_EXCEPTION_FRAME_H
#define SOC_EXCEPTION_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define EXCEPTION_FRAME_WORDS 8u
#define EXCEPTION_FRAME_LR 5u
#define EXCEPTION_FRAME_PC 6u
#define EXCEPTION_FRAME_XPSR 7u

/*
 * The first frame in @n words of a stack, upwards from a handler's stack pointer: a
 * handler may have put anything below it. @exceptions: their numbers are below it;
 * @is_code says whether an even address can be code. Its index, or @n.
 */
size_t
exception_frame_find(const uint32_t *stack, size_t n, uint32_t exceptions,
		     bool (*is_code)(const void *owner, uint32_t address),
		     const void *owner);

#endif /* SOC_EXCEPTION_FRAME_H */
