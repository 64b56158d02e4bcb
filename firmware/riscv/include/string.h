/* SPDX-License-Identifier: BSD-2-Clause */
/* What libc.c has: the compiler comes without a library. */
#ifndef RISCV_STRING_H
#define RISCV_STRING_H

#include <stddef.h>

void *memcpy(void *restrict dest, const void *restrict src, size_t n);
void *memset(void *dest, int c, size_t n);
int memcmp(const void *a, const void *b, size_t n);
size_t strlen(const char *s);

#endif /* RISCV_STRING_H */
