/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The moments of a run without a fault at which the TA makes a system call.
 *
 * A run with a fault that comes to such a moment in the very same state goes on
 * as the other one did, and need not be run to its end.
 */
#ifndef MOMENTS_H
#define MOMENTS_H

#include "tee.h"

struct moment;

struct moments {
	struct moment *moments;
	size_t num;
	size_t room;
};

void moments_add(struct moments *moments, struct tee *tee);
void moments_free(struct moments *moments);

/*
 * Is all that still counts as it was at that moment? Registers that a function
 * call need not keep, and stack below its end, do not. False if there was none.
 */
bool moments_is(const struct moments *moments, size_t number, struct tee *tee);

#endif /* MOMENTS_H */
