/* SPDX-License-Identifier: BSD-2-Clause */
/* Of OP-TEE's libutils, for the host. */
#ifndef STRING_EXT_H
#define STRING_EXT_H

#include <stddef.h>

int consttime_memcmp(const void *a, const void *b, size_t size);

#endif /* STRING_EXT_H */
