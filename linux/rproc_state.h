/* SPDX-License-Identifier: GPL-2.0-only */
/* What the states of the remoteproc core say of the firmware. */
#ifndef RPROC_STATE_H
#define RPROC_STATE_H

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

#endif /* RPROC_STATE_H */
