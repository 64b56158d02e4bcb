/* SPDX-License-Identifier: BSD-2-Clause */
/* A queue of words from tasks and interrupts to one task. */
#ifndef QUEUE_H
#define QUEUE_H

#include <stdbool.h>
#include <stdint.h>

#include "task.h"

#define QUEUE_SIZE 8u

/* All zero: empty */
struct queue {
	uint32_t words[QUEUE_SIZE];
	uint32_t first;
	uint32_t n;
	struct task *taker; /* while it waits */
};

/* False if it is full. From a task or an interrupt, with interrupts on */
bool queue_put(struct queue *queue, uint32_t word);

/* Waits for a word, at most for @ticks; false if none has come. */
bool queue_take(struct queue *queue, uint32_t *word, uint32_t ticks);

#endif /* QUEUE_H */
