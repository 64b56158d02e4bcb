/* SPDX-License-Identifier: BSD-2-Clause */
/* Whole files. */
#ifndef SOC_FILE_H
#define SOC_FILE_H

#include <stddef.h>
#include <stdint.h>

/* Content, to be freed; NULL with errno. */
void *file_read(const char *path, size_t max, size_t *size);
/* A regular file for reading, closed on exec; or a negative errno. */
int file_open(const char *path, uint64_t *size);

#endif /* SOC_FILE_H */
