/* SPDX-License-Identifier: BSD-2-Clause */
/* OP-TEE's trace output: see core_shim.c. */
#ifndef CORE_TRACE_H
#define CORE_TRACE_H

#include <util.h>

void core_trace(const char *format, ...) __printf(1, 2);

#define EMSG(...) core_trace(__VA_ARGS__)
#define IMSG(...) core_trace(__VA_ARGS__)

#endif /* CORE_TRACE_H */
