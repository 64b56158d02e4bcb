/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the SoC's sources call of others, and how it fails when a test says so:
 * linked by --wrap, as tests/soc/rules.mk finds the names in calls.c.
 */
#ifndef TESTS_SOC_CALLS_H
#define TESTS_SOC_CALLS_H

#include <stdbool.h>

/* For read(), write(), pread() and pwrite(): not refused, but done by half */
#define CALL_HALF 0

/*
 * The @nth call of @name from here on fails with @error, once; counted from 1.
 * @nth 0: none fails.
 */
void call_fails(const char *name, unsigned int nth, int error);

/* Has it come to that call? */
bool call_failed(void);

/* How often @name of call_fails() was called since */
unsigned int call_count(void);

/* Descriptors that the process has open */
unsigned int open_descriptors(void);

#endif /* TESTS_SOC_CALLS_H */
