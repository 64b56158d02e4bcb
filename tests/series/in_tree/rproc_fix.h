/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/* What linux/rproc_fix.h does for stock kernels, the core of this one does itself. */
#ifndef RPROC_FIX_H
#define RPROC_FIX_H

struct rproc;

static inline void rproc_fix_failed_parse(struct rproc *rproc)
{
}

static inline void rproc_fix_recovering(struct rproc *rproc)
{
}

static inline void rproc_fix_last_use(struct rproc *rproc)
{
}

#endif /* RPROC_FIX_H */
