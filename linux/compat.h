/* SPDX-License-Identifier: GPL-2.0-only */
/* What the headers of the kernels from 6.1 on do not tell. */
#ifndef COMPAT_H
#define COMPAT_H

#include <linux/irqreturn.h>
#include <linux/version.h>

/* The namespace of what the modules export; a string since 6.13 */
#if KERNEL_VERSION(6, 13, 0) <= LINUX_VERSION_CODE
#define TEEPROC_NS "TEEPROC"
#else
#define TEEPROC_NS TEEPROC
#endif

struct rproc;

/* Exported, and declared in a header of the remoteproc core's own folder */
irqreturn_t rproc_vq_interrupt(struct rproc *rproc, int vq_id);

#endif /* COMPAT_H */
