/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A small preemptive scheduler for a Cortex-M4: tasks of one priority, each with a
 * stack of its own, that are switched in PendSV. A task that does not wait runs
 * until the next tick. Nothing is allocated; no FPU.
 */
#ifndef TASK_H
#define TASK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TICKS_PER_S 100u
#define TASK_FOREVER 0xffffffffu

/* All are the scheduler's own. */
struct task {
	struct task *next; /* in a ring */
	uint32_t *sp; /* while it does not run */
	uint32_t *stack; /* its lowest word */
	uint32_t ticks_left; /* of a wait; 0: it is ready */
	bool woken;
};

/* Before tasks_run(). @run does not return; @words: of the stack, 64 or more */
void task_add(struct task *task, void (*run)(void), uint32_t *stack,
	      size_t words);

/* Starts the tick and the tasks. */
void tasks_run(void) __attribute__((noreturn));

struct task *task_current(void);
uint32_t task_switches(void);

/* At least this many ticks, less what is gone of the current one */
void task_sleep(uint32_t ticks);

/*
 * With interrupts off, which are on meanwhile: until task_wake() or for @ticks, not
 * 0. True if it was woken.
 */
bool task_wait(uint32_t ticks);

/* With interrupts off, or in an interrupt: the task need not wait. */
void task_wake(struct task *task);

/* The application's, called in the interrupt of each tick */
void task_tick(void);

#endif /* TASK_H */
