// SPDX-License-Identifier: BSD-2-Clause
#include "memory.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static int set_size(int fd, uint64_t size)
{
	int error;

	if (!ftruncate(fd, size))
		return fd;
	error = errno;
	close(fd);
	return -error;
}

int memory_create(const char *name, uint64_t size)
{
	int fd = memfd_create(name, MFD_CLOEXEC);

	return fd < 0 ? -errno : set_size(fd, size);
}

int memory_create_file(const char *path, uint64_t size)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	return fd < 0 ? -errno : set_size(fd, size);
}

int memory_read(int fd, uint64_t offset, void *bytes, size_t size)
{
	char *next = bytes;

	while (size) {
		ssize_t done = pread(fd, next, size, offset);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return done ? -errno : -EIO;
		next += done;
		offset += done;
		size -= done;
	}
	return 0;
}

int memory_write(int fd, uint64_t offset, const void *bytes, size_t size)
{
	const char *next = bytes;

	while (size) {
		ssize_t done = pwrite(fd, next, size, offset);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return -errno;
		next += done;
		offset += done;
		size -= done;
	}
	return 0;
}

int memory_fill(int fd, uint64_t offset, unsigned char byte, size_t size)
{
	unsigned char pattern[65536];
	int ret = 0;

	memset(pattern, byte, sizeof(pattern));
	while (size && !ret) {
		size_t piece = size < sizeof(pattern) ? size : sizeof(pattern);

		ret = memory_write(fd, offset, pattern, piece);
		offset += piece;
		size -= piece;
	}
	return ret;
}
