/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Memories as the SoC holds them: files without a name, shared with the QEMUs
 * where both sides reach them. They are read and written by system calls, not
 * through a mapping: the SoC stays small, and nobody's truncation can fault it.
 */
#ifndef SOC_MEMORY_H
#define SOC_MEMORY_H

#include <stddef.h>
#include <stdint.h>

/* A new, zeroed memory; a descriptor that closes on exec, or -errno. */
int memory_create(const char *name, uint64_t size);
/* The same, in a file of that name (of --ram-file). */
int memory_create_file(const char *path, uint64_t size);

/* All return 0 or a negative errno. */
int memory_read(int fd, uint64_t offset, void *bytes, size_t size);
int memory_write(int fd, uint64_t offset, const void *bytes, size_t size);
int memory_fill(int fd, uint64_t offset, unsigned char byte, size_t size);

#endif /* SOC_MEMORY_H */
