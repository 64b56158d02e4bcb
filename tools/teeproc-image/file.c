// SPDX-License-Identifier: BSD-2-Clause
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tool.h"

/* The temporary file that a signal has to remove, one at a time */
static const char *volatile to_remove;

int input_open(struct input *input, const char *path)
{
	struct stat status;
	void *data = NULL;
	int fd;

	*input = (struct input){ .path = path };
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return refuse(path, "%s", strerror(errno));
	if (fstat(fd, &status))
		goto fail;
	if (!S_ISREG(status.st_mode)) {
		close(fd);
		return refuse(path, "not a regular file");
	}
	input->size = (size_t)status.st_size;
	input->mode = status.st_mode & 0777;
	input->data = (const uint8_t *)"";
	if (input->size) {
		data = mmap(NULL, input->size, PROT_READ,
			    MAP_PRIVATE | MAP_POPULATE, fd, 0);
		if (data == MAP_FAILED)
			goto fail;
		input->data = data;
	}
	close(fd);
	return 0;

fail:
	refuse(path, "%s", strerror(errno));
	close(fd);
	return EXIT_REFUSED;
}

void input_close(struct input *input)
{
	if (input->size && input->data)
		munmap((void *)input->data, input->size);
	*input = (struct input){ 0 };
}

static void remove_on_signal(int number)
{
	if (to_remove)
		unlink(to_remove);
	signal(number, SIG_DFL);
	raise(number);
}

static const int ends[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGBUS };

static void set_handlers(void)
{
	size_t i;

	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		signal(ends[i], remove_on_signal);
}

/* mkostemp(); a signal comes before there is a file, or removes it. */
static int make_temporary(char *name)
{
	sigset_t all, before;
	size_t i;
	int fd;

	sigemptyset(&all);
	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		sigaddset(&all, ends[i]);
	sigprocmask(SIG_BLOCK, &all, &before);
	fd = mkostemp(name, O_CLOEXEC);
	if (fd >= 0) {
		to_remove = name;
		set_handlers();
	}
	sigprocmask(SIG_SETMASK, &before, NULL);
	return fd;
}

/* "folder/.name.XXXXXX" */
static char *temporary_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	int folder = slash ? (int)(slash + 1 - path) : 0;
	char *name;

	if (asprintf(&name, "%.*s.%s.XXXXXX", folder, path, path + folder) < 0)
		return NULL;
	return name;
}

int output_open(struct output *output, const char *path, mode_t mode)
{
	struct stat status;
	bool exists = !stat(path, &status);
	char *real;

	*output = (struct output){ .fd = -1 };
	/* a device is written itself, and a pipe has no other name */
	real = exists && S_ISREG(status.st_mode) ? realpath(path, NULL) :
						   strdup(path);
	if (!real)
		goto fail;
	output->path = real;
	if (exists && S_ISDIR(status.st_mode)) {
		errno = EISDIR;
		goto fail;
	}
	if (exists && !S_ISREG(status.st_mode)) {
		output->fd = open(real, O_WRONLY | O_CLOEXEC);
		if (output->fd < 0)
			goto fail;
		return 0;
	}
	if (!path[0]) {
		errno = ENOENT;
		goto fail;
	}

	output->temporary = temporary_name(real);
	if (!output->temporary)
		goto fail;
	output->fd = make_temporary(output->temporary);
	if (output->fd < 0) {
		free(output->temporary);
		output->temporary = NULL;
		goto fail;
	}
	if (fchmod(output->fd, mode))
		goto fail;
	return 0;

fail:
	refuse(path, "cannot write: %s", strerror(errno));
	output_abandon(output);
	return EXIT_REFUSED;
}

bool output_seekable(const struct output *output)
{
	return output->temporary;
}

bool output_write(const struct output *output, const void *data, size_t size,
		  off_t offset)
{
	const char *from = data;
	ssize_t count;

	while (size) {
		count = output->temporary ?
				pwrite(output->fd, from, size, offset) :
				write(output->fd, from, size);
		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return false;
		from += count;
		offset += count;
		size -= (size_t)count;
	}
	return true;
}

int output_commit(struct output *output)
{
	int fd = output->fd;

	output->fd = -1;
	if (close(fd) ||
	    (output->temporary && rename(output->temporary, output->path))) {
		refuse(output->path, "cannot write: %s", strerror(errno));
		output_abandon(output);
		return EXIT_REFUSED;
	}
	to_remove = NULL;
	free(output->temporary);
	output->temporary = NULL;
	output_abandon(output);
	return 0;
}

void output_abandon(struct output *output)
{
	if (output->fd >= 0)
		close(output->fd);
	if (output->temporary)
		unlink(output->temporary);
	to_remove = NULL;
	free(output->temporary);
	free(output->path);
	*output = (struct output){ .fd = -1 };
}

int output_file(const char *path, mode_t mode, const void *data, size_t size)
{
	struct output output;
	int status;

	status = output_open(&output, path, mode);
	if (status)
		return status;
	if (!output_write(&output, data, size, 0)) {
		refuse(path, "cannot write: %s", strerror(errno));
		output_abandon(&output);
		return EXIT_REFUSED;
	}
	return output_commit(&output);
}
