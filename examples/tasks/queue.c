/* SPDX-License-Identifier: BSD-2-Clause */
#include "queue.h"

#include "mps2.h"

bool queue_put(struct queue *queue, uint32_t word)
{
	bool room;

	irq_disable();
	room = queue->n < QUEUE_SIZE;
	if (room) {
		queue->words[(queue->first + queue->n) % QUEUE_SIZE] = word;
		queue->n++;
		if (queue->taker)
			task_wake(queue->taker);
	}
	irq_enable();
	return room;
}

bool queue_take(struct queue *queue, uint32_t *word, uint32_t ticks)
{
	bool got;

	irq_disable();
	if (!queue->n) {
		queue->taker = task_current();
		task_wait(ticks);
		queue->taker = 0;
	}
	got = queue->n;
	if (got) {
		*word = queue->words[queue->first];
		queue->first = (queue->first + 1) % QUEUE_SIZE;
		queue->n--;
	}
	irq_enable();
	return got;
}
