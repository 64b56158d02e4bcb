// SPDX-License-Identifier: BSD-2-Clause
#include "wire.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

static int wait_for(int fd, short events)
{
	struct pollfd pollfd = { .fd = fd, .events = events };
	int ret;

	do {
		ret = poll(&pollfd, 1, WIRE_TIMEOUT_MS);
	} while (ret < 0 && errno == EINTR);
	if (ret < 0)
		return -errno;
	return ret ? 0 : -ETIMEDOUT;
}

int wire_write(int fd, const void *bytes, size_t size)
{
	const char *next = bytes;

	while (size) {
		ssize_t done =
			send(fd, next, size, MSG_NOSIGNAL | MSG_DONTWAIT);

		if (done >= 0) {
			next += done;
			size -= done;
			continue;
		}
		if (errno == EINTR)
			continue;
		if (errno != EAGAIN)
			return -EPIPE;
		if (wait_for(fd, POLLOUT))
			return -ETIMEDOUT;
	}
	return 0;
}

static int receive(int fd, struct wire_lines *lines)
{
	for (;;) {
		ssize_t done = recv(fd, lines->buffer + lines->end,
				    lines->size - lines->end, MSG_DONTWAIT);

		if (done > 0) {
			lines->end += done;
			return 0;
		}
		if (!done)
			return -EPIPE;
		if (errno == EINTR)
			continue;
		if (errno != EAGAIN)
			return -EPIPE;
		if (wait_for(fd, POLLIN))
			return -ETIMEDOUT;
	}
}

int wire_read_line(int fd, struct wire_lines *lines, char **line)
{
	size_t searched = lines->start;
	int ret;

	for (;;) {
		char *feed = memchr(lines->buffer + searched, '\n',
				    lines->end - searched);

		if (feed) {
			*feed = '\0';
			*line = lines->buffer + lines->start;
			lines->start = feed + 1 - lines->buffer;
			return 0;
		}
		if (lines->start) {
			lines->end -= lines->start;
			memmove(lines->buffer, lines->buffer + lines->start,
				lines->end);
			lines->start = 0;
		}
		searched = lines->end;
		if (lines->end == lines->size)
			return -EMSGSIZE;
		ret = receive(fd, lines);
		if (ret)
			return ret;
	}
}
