/* SPDX-License-Identifier: GPL-2.0-only */
/* What the states of the remoteproc core say of the firmware, and of a crash. */
#ifndef RPROC_STATE_H
#define RPROC_STATE_H

#include <linux/bitops.h>
#include <linux/mutex.h>
#include <linux/remoteproc.h>
#include <linux/types.h>

/**
 * rproc_is_up() - does the firmware run, as far as Linux knows?
 * @rproc: the remote processor
 *
 * Context: with its lock, or while it can't change.
 */
static inline bool rproc_is_up(const struct rproc *rproc)
{
	return rproc->state == RPROC_RUNNING || rproc->state == RPROC_ATTACHED;
}

/**
 * rproc_crash_told() - report a crash that something has told of
 * @rproc: the remote processor
 * @pending: bit 0: it has been told, and no start has followed; cleared
 * @type: of which kind it is
 *
 * With the lock until it is reported: by then the remote processor may be down, and
 * deleted.
 *
 * Context: takes the remote processor's lock.
 */
static inline void rproc_crash_told(struct rproc *rproc, unsigned long *pending,
				    enum rproc_crash_type type)
{
	mutex_lock(&rproc->lock);
	if (test_and_clear_bit(0, pending) && rproc_is_up(rproc))
		rproc_report_crash(rproc, type);
	mutex_unlock(&rproc->lock);
}

#endif /* RPROC_STATE_H */
