// SPDX-License-Identifier: BSD-2-Clause
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#define ROOM 65536

void text_free(struct text *text)
{
	free(text->bytes);
	*text = (struct text){ 0 };
}

static int read_all(int fd, struct text *text)
{
	size_t room = 0;

	for (;;) {
		ssize_t ret;

		/* a read of sysfs is of a page at least, and one byte is for the 0 */
		if (room - text->len <= 4096) {
			char *more = realloc(text->bytes, room + ROOM);

			if (!more)
				return -ENOMEM;
			text->bytes = more;
			room += ROOM;
		}
		ret = read(fd, text->bytes + text->len, room - text->len - 1);
		if (ret < 0 && errno == EINTR)
			continue;
		if (ret < 0)
			return -errno;
		text->len += ret;
		text->bytes[text->len] = '\0';
		if (!ret)
			return 0;
	}
}

int text_read(const char *path, struct text *text)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int ret;

	*text = (struct text){ 0 };
	if (fd < 0)
		return -errno;
	ret = read_all(fd, text);
	close(fd);
	if (ret)
		text_free(text);
	return ret;
}
