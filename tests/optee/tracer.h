/* SPDX-License-Identifier: BSD-2-Clause */
/* The Trusted Application, with one fault at every place in turn. */
#ifndef TRACER_H
#define TRACER_H

#include <stdbool.h>

enum tracer_kind {
	TRACER_BRANCH, /* a conditional branch goes the other way */
	TRACER_CALL, /* a call is left out */
	TRACER_KINDS
};

/**
 * struct tracer_result - what the faults have done
 * @accepted: @run returned true without any fault
 * @places: how many there were, of each kind
 * @turned: how many of them made @run return another answer than without
 * @first: address of the first of these instructions; 0 if there is none
 */
struct tracer_result {
	bool accepted;
	unsigned int places[TRACER_KINDS];
	unsigned int turned[TRACER_KINDS];
	unsigned long first[TRACER_KINDS];
};

/**
 * tracer_run() - run a function without a fault, and with each one
 * @run: what is done, through the entry points of the Trusted Application
 * @data: for @run
 * @result: filled
 *
 * It runs in a child, and changes nothing here. A fault that leads to a crash or
 * sends the Trusted Application round in circles counts as an answer of false.
 */
void tracer_run(bool (*run)(const void *data), const void *data,
		struct tracer_result *result);

/* Faults at one instruction: the first so many times that it comes; 0: all */
extern unsigned int tracer_times;

#endif /* TRACER_H */
