/* SPDX-License-Identifier: BSD-2-Clause */
/* Files for the board, as one more archive of its initramfs (cpio, newc). */
#ifndef RUN_ARCHIVE_H
#define RUN_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct archive {
	const char *path; /* the caller's */
	FILE *file;
	unsigned int inode;
};

/* Each says what is wrong. */
bool archive_open(struct archive *archive, const char *path);
/* All folders above @name are made as well. */
bool archive_add(struct archive *archive, const char *name, unsigned int mode,
		 const void *bytes, size_t size);
bool archive_close(struct archive *archive);

#endif /* RUN_ARCHIVE_H */
