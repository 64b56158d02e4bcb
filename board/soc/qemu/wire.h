/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Lines over a socket, waited for: what qtest and QMP have in common. For
 * worker threads.
 */
#ifndef SOC_WIRE_H
#define SOC_WIRE_H

#include <stddef.h>

/* A QEMU that takes longer than this for one step does not answer. */
#define WIRE_TIMEOUT_MS 4000

/* What has been read and not been taken yet: buffer[start .. end) */
struct wire_lines {
	char *buffer;
	size_t size;
	size_t start;
	size_t end;
};

/* Both return 0 or a negative errno: -ETIMEDOUT, or -EPIPE at the end. */
int wire_write(int fd, const void *bytes, size_t size);
/*
 * Next line, ended by a zero in place of its line feed, valid until the next
 * call. A line longer than the buffer is -EMSGSIZE.
 */
int wire_read_line(int fd, struct wire_lines *lines, char **line);

#endif /* SOC_WIRE_H */
