/* SPDX-License-Identifier: BSD-2-Clause */
/* Host stand-in for the kernel's header, for the code under test. */
#ifndef SHIM_OVERFLOW_H
#define SHIM_OVERFLOW_H

#define check_add_overflow(a, b, sum) __builtin_add_overflow(a, b, sum)

#endif /* SHIM_OVERFLOW_H */
