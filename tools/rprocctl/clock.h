/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef CLOCK_H
#define CLOCK_H

#include <time.h>

/* Since some moment, in nanoseconds; never backwards */
static inline long long clock_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static inline long long clock_ms(void)
{
	return clock_ns() / 1000000;
}

#endif /* CLOCK_H */
