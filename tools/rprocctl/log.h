/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef LOG_H
#define LOG_H

#include <stddef.h>

#include "remoteproc.h"
#include "text.h"

/*
 * The trace of a remote processor, and where its last lines begin in it: at most so
 * many. The text is to be freed; it is empty if there is none.
 */
size_t log_tail(const struct rproc *rproc, unsigned int lines,
		struct text *text);

#endif /* LOG_H */
