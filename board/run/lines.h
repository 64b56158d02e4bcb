/* SPDX-License-Identifier: BSD-2-Clause */
/* Bytes as they come, into lines. */
#ifndef RUN_LINES_H
#define RUN_LINES_H

#include <stddef.h>

#define LINE_MAX_SIZE 4096u /* a longer one is cut into several */

struct lines {
	char bytes[LINE_MAX_SIZE + 1];
	size_t size; /* of the one that has not come to its end */
	/* without its end, terminated */
	void (*line)(struct lines *lines, char *line);
	void *owner;
	unsigned int number; /* the owner's */
};

void lines_bytes(struct lines *lines, const char *bytes, size_t size);
/* Nothing more will come: what there is is the last line. */
void lines_end(struct lines *lines);

#endif /* RUN_LINES_H */
