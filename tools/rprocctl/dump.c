// SPDX-License-Identifier: BSD-2-Clause
/*
 * The core dump that a crash has left (Documentation/ABI/testing/
 * sysfs-class-devcoredump). The kernel drops it after some minutes, or when
 * somebody has written to it.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../common/escape.h"
#include "command.h"
#include "interrupted.h"
#include "json.h"

#define CHUNK 65536

/* Is it of that remote processor? */
static bool is_of(const char *dump, const struct rproc *rproc)
{
	char path[RPROC_FILE_MAX];
	char target[PATH_MAX];
	const char *name;

	snprintf(path, sizeof(path), "%s/failing_device", dump);
	if (!realpath(path, target))
		return false;
	name = strrchr(target, '/');
	return name && !strcmp(name + 1, rproc->id);
}

/* Finds its folder. 0 or -errno; -ENOENT if there is none. */
static int find_dump(const struct rproc_places *places,
		     const struct rproc *rproc, char *found, size_t size)
{
	char class[RPROC_PATH_MAX];
	struct dirent *entry;
	int ret = -ENOENT;
	DIR *dir;

	snprintf(class, sizeof(class), "%s/class/devcoredump", places->sysfs);
	dir = opendir(class);
	if (!dir)
		return -errno;
	while (ret && (entry = readdir(dir))) {
		if (strncmp(entry->d_name, "devcd", 5) != 0)
			continue;
		if (snprintf(found, size, "%s/%s", class, entry->d_name) <
			    (int)size &&
		    is_of(found, rproc))
			ret = 0;
	}
	closedir(dir);
	return ret;
}

/* Reason: whose error it is that has ended it. Bytes copied or -errno. */
static long long copy(int from, int to, const char **whose)
{
	static char chunk[CHUNK];
	long long total = 0;

	for (;;) {
		ssize_t len = read(from, chunk, sizeof(chunk));
		ssize_t done = 0;

		*whose = "dump";
		if (len < 0 || interrupted)
			return len < 0 ? -errno : -EINTR;
		if (!len)
			return total;
		*whose = "file";
		while (done < len) {
			ssize_t ret = write(to, chunk + done, len - done);

			if (ret < 0)
				return -errno;
			done += ret;
		}
		total += len;
	}
}

static int sync_and_close(int fd, bool is_file)
{
	int ret = 0;

	/* what can't be synced, as a pipe, has taken it all */
	if (is_file && fsync(fd) && errno != EINVAL)
		ret = -errno;
	if (is_file && close(fd) && !ret)
		ret = -errno;
	return ret;
}

/* Nothing is left of a file that is not whole. */
static enum exit_status save(const struct rproc *rproc, int dump,
			     const char *out, long long *size)
{
	bool is_file = strcmp(out, "-") != 0;
	const char *whose = "file";
	int fd = STDOUT_FILENO;
	int ret;

	until_interrupted(0);
	if (is_file)
		fd = open(out, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return refuse(out, "%s", strerror(errno));

	*size = copy(dump, fd, &whose);
	ret = sync_and_close(fd, is_file);
	if (*size >= 0 && !ret)
		return DONE;
	if (is_file)
		unlink(out);
	if (*size < 0)
		ret = *size;
	return !strcmp(whose, "dump") ?
		       refuse(rproc->name, "can't read its core dump: %s",
			      strerror(-ret)) :
		       refuse(out, "%s; the core dump is still there",
			      strerror(-ret));
}

/* By default the core's name; a name of others that is no file name is not one. */
static void choose_name(const struct rproc *rproc, char *name, size_t size)
{
	bool usable = *rproc->name && *rproc->name != '.' &&
		      !strchr(rproc->name, '/');

	snprintf(name, size, "%s.core", usable ? rproc->name : rproc->id);
}

static void tell(const struct invocation *call, const char *out, long long size)
{
	if (call->json) {
		printf("{\"file\": ");
		json_string(stdout, out);
		printf(", \"size\": %lld}\n", size);
	} else if (strcmp(out, "-") != 0) {
		escape_text(stdout, ESCAPE_TERMINAL, out);
		printf(": %lld bytes\n", size);
	}
}

static enum exit_status none(const struct rproc *rproc)
{
	char coredump[RPROC_ATTR_MAX] = "";

	rproc_get(rproc, "coredump", coredump);
	if (!strcmp(coredump, "disabled"))
		return refuse(rproc->name,
			      "no core dump: they are disabled; see rprocctl coredump");
	return refuse(rproc->name, "no core dump: it has not crashed lately");
}

enum exit_status run_dump(const struct invocation *call,
			  const struct rproc *rproc)
{
	char dump[RPROC_ENTRY_MAX];
	char data[RPROC_FILE_MAX];
	char name[RPROC_ATTR_MAX + 8];
	const char *out = call->out;
	enum exit_status status;
	long long size = 0;
	int fd;
	int ret = find_dump(&call->places, rproc, dump, sizeof(dump));

	if (ret == -ENOENT)
		return none(rproc);
	if (ret)
		return refuse(rproc->name, "can't look for its core dump: %s",
			      strerror(-ret));
	if (!out) {
		choose_name(rproc, name, sizeof(name));
		out = name;
	}
	snprintf(data, sizeof(data), "%s/data", dump);
	fd = open(data, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return refuse(rproc->name, "can't read its core dump: %s",
			      strerror(errno));
	status = save(rproc, fd, out, &size);
	/* whatever is written drops it, so that the next crash can leave one */
	if (status == DONE && pwrite(fd, "1", 1, 0) < 0)
		status = refuse(rproc->name, "can't clear its core dump: %s",
				strerror(errno));
	close(fd);
	if (status == DONE)
		tell(call, out, size);
	return status;
}
