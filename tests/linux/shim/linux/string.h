/* SPDX-License-Identifier: BSD-2-Clause */
/* Host stand-in for the kernel's header, for the code under test. */
#ifndef SHIM_STRING_H
#define SHIM_STRING_H

#include <string.h>

#endif /* SHIM_STRING_H */
