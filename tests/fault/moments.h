/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Moments of a run without a fault: at which the TA makes a system call, and at
 * some others.
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

/*
 * @request: of the client, that is under way. @pc: of the instruction that comes
 * next; 0 at a system call
 */
void moments_add(struct moments *moments, struct tee *tee, unsigned int request,
		 uint64_t pc);
void moments_free(struct moments *moments);

/*
 * Is all that still counts as it was at that moment? Stack below its end does not,
 * nor do, at a system call, registers that a function need not keep. False if
 * there was no such moment.
 */
bool moments_is(const struct moments *moments, size_t number, struct tee *tee,
		unsigned int request, uint64_t pc);

#endif /* MOMENTS_H */
