/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/*
 * What linux/rproc_fix.h does for stock kernels, the core of this one does itself. But the
 * driver stops its remote processor before the core deletes it, by as many shutdowns as it
 * takes, and so has one do.
 */
#ifndef RPROC_FIX_H
#define RPROC_FIX_H

#include <linux/atomic.h>
#include <linux/remoteproc.h>

static inline void rproc_fix_failed_parse(struct rproc *rproc)
{
}

static inline void rproc_fix_recovering(struct rproc *rproc)
{
}

static inline void rproc_fix_last_use(struct rproc *rproc)
{
	atomic_set(&rproc->power, 1);
}

#endif /* RPROC_FIX_H */
