/* SPDX-License-Identifier: BSD-2-Clause */
/* OP-TEE's trace macros, for the host: the last line is kept for the tests. */
#ifndef TRACE_H
#define TRACE_H

#include <util.h>

void shim_trace(const char *format, ...) __attribute__((format(printf, 1, 2)));

#define EMSG(...) shim_trace(__VA_ARGS__)
#define IMSG(...) shim_trace(__VA_ARGS__)

#endif /* TRACE_H */
