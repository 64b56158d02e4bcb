/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef LOG_H
#define LOG_H

#include <stdbool.h>

#include "remoteproc.h"

/*
 * Prints the trace buffers of a remote processor; with follow, goes on with
 * what is added until a signal ends the program. 0 or -errno; -ENODATA if it
 * has none now.
 */
int log_print(const struct rproc *rproc, bool follow);

#endif /* LOG_H */
