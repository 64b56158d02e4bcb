/* SPDX-License-Identifier: BSD-2-Clause */
/* A child that runs the Trusted Application with one branch turned. */
#ifndef TRACER_H
#define TRACER_H

/**
 * struct injection - one fault
 * @nth: conditional branch of the TA's code that goes the other way, from 1;
 *	0: none
 * @branches: how many the child came to, until its end or until the fault;
 *	filled in
 */
struct injection {
	unsigned int nth;
	unsigned int branches;
};

/**
 * tracer_run() - run a function in a child, with a fault in the TA's code
 * @run: what the child does; what it returns is the child's exit status
 * @data: for @run
 * @injection: the fault
 *
 * The child sees the memory as it is now and changes nothing of it. If the fault
 * sends it round in circles, it is killed.
 *
 * Return: the child's status, as of waitpid().
 */
int tracer_run(int (*run)(const void *data), const void *data,
	       struct injection *injection);

/**
 * bail_out() - end this test program, in TAP
 * @what: what has failed; errno has the reason
 */
_Noreturn void bail_out(const char *what);

#endif /* TRACER_H */
