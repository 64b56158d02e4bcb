/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The firmware's log: a buffer that the resource table names, which Linux
 * shows as /sys/kernel/debug/remoteproc/remoteprocN/trace0, and the console
 * UART. A full buffer is begun anew.
 */
#ifndef TRACE_H
#define TRACE_H

#define TRACE_SIZE 4096u

extern char trace_buffer[TRACE_SIZE];

void trace_init(void);

/* Knows %s, %u, %x and %08x, and these three with l: of a long the lower 32 bits. */
void trace(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif /* TRACE_H */
