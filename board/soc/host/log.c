// SPDX-License-Identifier: BSD-2-Clause
#include "log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "say.h"

int log_make_dir(const char *dir)
{
	struct stat status;
	char path[4096];

	if (snprintf(path, sizeof(path), "%s", dir) >= (int)sizeof(path))
		return -ENAMETOOLONG;
	/* the folders above it first; the last one decides */
	for (char *slash = strchr(path + 1, '/'); slash;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0777);
		*slash = '/';
	}
	if (!mkdir(path, 0777))
		return 0;
	if (errno != EEXIST)
		return -errno;
	if (stat(path, &status))
		return -errno;
	return S_ISDIR(status.st_mode) ? 0 : -ENOTDIR;
}

int log_open(const char *dir, const char *name)
{
	char path[4096];
	int fd;

	if (!dir)
		return -1;
	if (snprintf(path, sizeof(path), "%s/%s", dir, name) >=
	    (int)sizeof(path)) {
		say("%s: path too long", dir);
		return -1;
	}
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC,
		  0666);
	if (fd < 0)
		say("%s: %s", path, strerror(errno));
	return fd;
}

/* The board runs on, but whoever reads the logs must know that they end early. */
static void tell_once(int error)
{
	static bool told;

	if (!told)
		say("logs: %s; what comes now is lost", strerror(error));
	told = true;
}

void log_write(int fd, const char *bytes, size_t size)
{
	while (fd >= 0 && size) {
		ssize_t done = write(fd, bytes, size);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0) {
			tell_once(done ? errno : ENOSPC);
			return;
		}
		bytes += done;
		size -= done;
	}
}
