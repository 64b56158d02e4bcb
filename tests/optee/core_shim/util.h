/* SPDX-License-Identifier: BSD-2-Clause */
/* Of OP-TEE's core, for the host. */
#ifndef CORE_UTIL_H
#define CORE_UTIL_H

#include <compiler.h>
#include <types_ext.h>

#define BIT32(n) (UINT32_C(1) << (n))
#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#endif /* CORE_UTIL_H */
