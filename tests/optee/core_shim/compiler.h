/* SPDX-License-Identifier: BSD-2-Clause */
/* Of OP-TEE's core, for the host. */
#ifndef COMPILER_H
#define COMPILER_H

#define __printf(a, b) __attribute__((format(printf, a, b)))
#ifndef __unused
#define __unused __attribute__((unused))
#endif

#endif /* COMPILER_H */
