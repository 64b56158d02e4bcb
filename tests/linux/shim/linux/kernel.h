/* SPDX-License-Identifier: BSD-2-Clause */
/* Host stand-in for the kernel's header, for the code under test. */
#ifndef SHIM_KERNEL_H
#define SHIM_KERNEL_H

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#endif /* SHIM_KERNEL_H */
