/* SPDX-License-Identifier: BSD-2-Clause */
/* Of OP-TEE's util.h and compiler.h, for the host. */
#ifndef UTIL_H
#define UTIL_H

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
#ifndef __unused
#define __unused __attribute__((unused))
#endif

#endif /* UTIL_H */
