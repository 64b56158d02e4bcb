/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the kernel logs of a remote processor, as it happens: sysfs tells of its
 * states, but not of their changes.
 */
#ifndef KERNEL_LOG_H
#define KERNEL_LOG_H

#include <stdbool.h>

#include "remoteproc.h"

/* A descriptor that begins with what is logged next; -1 if it may not be read. */
int kernel_log_open(void);

void kernel_log_close(int log);

/*
 * Waits until the kernel logs something of the remote processor (of any, if that is
 * NULL), at most so many milliseconds; log: of kernel_log_open(), -1 to wait only. True if it has logged
 * that a run has begun.
 */
bool kernel_log_wait(int log, const struct rproc *rproc, int timeout_ms);

#endif /* KERNEL_LOG_H */
