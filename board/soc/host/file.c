// SPDX-License-Identifier: BSD-2-Clause
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "memory.h"

int file_open(const char *path, uint64_t *size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat status;
	int error = 0;

	if (fd < 0)
		return -errno;
	if (fstat(fd, &status))
		error = errno;
	else if (S_ISDIR(status.st_mode))
		error = EISDIR;
	else if (!S_ISREG(status.st_mode))
		error = EINVAL;
	if (error) {
		close(fd);
		return -error;
	}
	*size = status.st_size;
	return fd;
}

void *file_read(const char *path, size_t max, size_t *size)
{
	uint64_t length;
	void *bytes = NULL;
	int fd = file_open(path, &length);
	int ret;

	if (fd < 0) {
		errno = -fd;
		return NULL;
	}
	ret = length > max ? -EFBIG : 0;
	if (!ret) {
		bytes = malloc(length ? length : 1);
		ret = bytes ? memory_read(fd, 0, bytes, length) : -ENOMEM;
	}
	close(fd);
	if (ret) {
		free(bytes);
		errno = -ret;
		return NULL;
	}
	*size = length;
	return bytes;
}
