/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the drivers write into the remoteproc core's own state, because of what stock
 * kernels leave undone. Each names the patch of series/core that makes it
 * unnecessary; the in-tree form, which comes after those, is without (series/in-tree).
 */
#ifndef RPROC_FIX_H
#define RPROC_FIX_H

#include <linux/atomic.h>
#include <linux/remoteproc.h>
#include <linux/slab.h>
#include <linux/string.h>

/**
 * rproc_fix_attaching() - forget the tables of an earlier attachment
 * @rproc: the remote processor
 *
 * The core has freed the copy of an earlier attachment, and would free
 * it again if this one fails before there is another. Of a firmware
 * without a table it sets neither.
 *
 * Not needed after: clean-table, failed-attach-table.
 *
 * Context: a get_loaded_rsc_table operation.
 */
static inline void rproc_fix_attaching(struct rproc *rproc)
{
	rproc->clean_table = NULL;
	rproc->table_ptr = NULL;
}

/**
 * rproc_fix_freed_table() - the core has freed the copy of an attachment
 * @rproc: the remote processor
 *
 * Not needed after: clean-table.
 *
 * Context: a stop or detach operation, when the core works on its cached table.
 */
static inline void rproc_fix_freed_table(struct rproc *rproc)
{
	rproc->clean_table = NULL;
}

/**
 * rproc_fix_failed_attach() - give the firmware its resource table back
 * @rproc: the remote processor
 * @table: mapping of its loaded table, or NULL
 *
 * After an attachment that fails the core keeps its pointer to the mapping. By
 * then it has taken its vrings out of the table there, and the firmware runs on:
 * it gets the table back that it had.
 *
 * Not needed after: failed-attach-table.
 *
 * Context: an unprepare operation, before the mapping ends.
 */
static inline void rproc_fix_failed_attach(struct rproc *rproc,
					   struct resource_table *table)
{
	if (!table || rproc->table_ptr != table)
		return;

	if (rproc->state == RPROC_DETACHED && rproc->clean_table)
		memcpy(table, rproc->clean_table, rproc->table_sz);
	rproc->table_ptr = NULL;
}

/**
 * rproc_fix_stopped() - what a stop of an attached remote processor comes to
 * @rproc: the remote processor
 * @ret: 0 or why it could not be stopped
 *
 * Not needed after: failed-attach-state, clean-table.
 *
 * Context: the end of a stop operation.
 */
static inline void rproc_fix_stopped(struct rproc *rproc, int ret)
{
	/* the last step of an attachment has failed: the core does not tell */
	if (!ret && rproc->state == RPROC_DETACHED)
		rproc->state = RPROC_OFFLINE;
	/* what a detach puts back is freed: it has nothing to do with a table */
	if (ret && rproc->state == RPROC_ATTACHED)
		rproc->table_ptr = NULL;
}

/**
 * rproc_fix_failed_parse() - free the copy of the resource table
 * @rproc: the remote processor
 *
 * Not needed after: failed-parse.
 *
 * Context: a parse_fw operation that fails.
 */
static inline void rproc_fix_failed_parse(struct rproc *rproc)
{
	kfree(rproc->cached_table);
	rproc->cached_table = NULL;
	rproc->table_ptr = NULL;
	rproc->table_sz = 0;
}

/**
 * rproc_fix_recovering() - keep a way out of a recovery that fails
 * @rproc: the remote processor
 *
 * The core has just set the state to offline, and leaves it there with all
 * resources held if the firmware does not come up again: neither start nor stop
 * would do anything any more. A remote processor in recovery is crashed until
 * it runs; from there it can be recovered again or, by most kernels, stopped.
 *
 * Not needed after: failed-recovery.
 *
 * Context: a coredump operation, which the core calls in a recovery only.
 */
static inline void rproc_fix_recovering(struct rproc *rproc)
{
	rproc->state = RPROC_CRASHED;
}

/**
 * rproc_fix_last_use() - have one shutdown do
 * @rproc: the remote processor, which is up or crashed
 *
 * Not needed after: delete-stops.
 *
 * Context: with its lock, when nobody can boot it any more.
 */
static inline void rproc_fix_last_use(struct rproc *rproc)
{
	atomic_set(&rproc->power, 1);
	/* some kernels do not shut a crashed one down */
	if (rproc->state == RPROC_CRASHED)
		rproc->state = RPROC_RUNNING;
}

#endif /* RPROC_FIX_H */
