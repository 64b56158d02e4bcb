/* SPDX-License-Identifier: BSD-2-Clause */
/* Files of --log-dir. A full disk costs the log, not the board. */
#ifndef SOC_LOG_H
#define SOC_LOG_H

#include <stddef.h>

/* Create @dir and those above it, if need be. Returns 0 or a negative errno. */
int log_make_dir(const char *dir);
/* A new file, or -1, also when @dir is NULL. */
int log_open(const char *dir, const char *name);
void log_write(int fd, const char *bytes, size_t size);

#endif /* SOC_LOG_H */
