/* SPDX-License-Identifier: BSD-2-Clause */
/* The contents of files that have no size, as those of sysfs and debugfs. */
#ifndef TEXT_H
#define TEXT_H

#include <stddef.h>

struct text {
	char *bytes; /* a 0 follows them; NULL if there are none */
	size_t len;
};

/* All of the file. 0 or -errno; the text is to be freed if it is 0. */
int text_read(const char *path, struct text *text);

void text_free(struct text *text);

#endif /* TEXT_H */
