// SPDX-License-Identifier: BSD-2-Clause
#define _GNU_SOURCE /* versionsort() */
#include "remoteproc.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ID_PREFIX "remoteproc"

static bool is_number(const char *text)
{
	return *text && strspn(text, "0123456789") == strlen(text);
}

static int id_filter(const struct dirent *entry)
{
	const size_t prefix = strlen(ID_PREFIX);

	return !strncmp(entry->d_name, ID_PREFIX, prefix) &&
	       is_number(entry->d_name + prefix);
}

static int fill(const struct rproc_places *places, const char *id,
		struct rproc *rproc)
{
	int dir = snprintf(rproc->dir, sizeof(rproc->dir),
			   "%s/class/remoteproc/%s", places->sysfs, id);
	int debug = snprintf(rproc->debug_dir, sizeof(rproc->debug_dir),
			     "%s/remoteproc/%s", places->debugfs, id);

	if (dir >= (int)sizeof(rproc->dir) ||
	    debug >= (int)sizeof(rproc->debug_dir))
		return -ENAMETOOLONG;
	snprintf(rproc->id, sizeof(rproc->id), "%s", id);

	/* before Linux 4.20 a remote processor showed no name */
	if (rproc_get(rproc, "name", rproc->name))
		snprintf(rproc->name, sizeof(rproc->name), "%s", id);
	return 0;
}

int rproc_list(const struct rproc_places *places, struct rproc **rprocs)
{
	struct dirent **entries;
	char path[RPROC_PATH_MAX];
	int error = 0;
	int count;
	int i;

	snprintf(path, sizeof(path), "%s/class/remoteproc", places->sysfs);
	*rprocs = NULL;
	count = scandir(path, &entries, id_filter, versionsort);
	if (count < 0)
		return -1;

	*rprocs = calloc(count ? count : 1, sizeof(**rprocs));
	if (!*rprocs)
		error = -ENOMEM;
	for (i = 0; i < count; i++) {
		if (!error)
			error = fill(places, entries[i]->d_name, &(*rprocs)[i]);
		free(entries[i]);
	}
	free(entries);

	if (!error)
		return count;
	free(*rprocs);
	*rprocs = NULL;
	errno = -error;
	return -1;
}

static bool is_called(const struct rproc *rproc, const char *which)
{
	return !strcmp(rproc->id, which) ||
	       (is_number(which) &&
		!strcmp(rproc->id + strlen(ID_PREFIX), which));
}

int rproc_find(const struct rproc_places *places, const char *which,
	       struct rproc *found)
{
	struct rproc *rprocs;
	int matches = 0;
	int count = rproc_list(places, &rprocs);
	int i;

	if (count < 0)
		return errno == ENOENT ? -ENODEV : -errno;

	/* an id is unique; a name need not be, and may look like an id */
	for (i = 0; i < count; i++) {
		if (is_called(&rprocs[i], which)) {
			*found = rprocs[i];
			free(rprocs);
			return 0;
		}
	}
	for (i = 0; i < count; i++) {
		if (!strcmp(rprocs[i].name, which)) {
			*found = rprocs[i];
			matches++;
		}
	}
	free(rprocs);

	return !matches ? -ENODEV : matches > 1 ? -EEXIST : 0;
}

static int open_attr(const struct rproc *rproc, const char *attr, int flags)
{
	char path[RPROC_PATH_MAX + 32];

	snprintf(path, sizeof(path), "%s/%s", rproc->dir, attr);
	return open(path, flags | O_CLOEXEC);
}

int rproc_get(const struct rproc *rproc, const char *attr,
	      char value[RPROC_ATTR_MAX])
{
	int fd = open_attr(rproc, attr, O_RDONLY);
	int error = 0;
	ssize_t len;

	if (fd < 0)
		return -errno;
	len = read(fd, value, RPROC_ATTR_MAX - 1);
	if (len < 0) {
		error = -errno;
		len = 0;
	}
	close(fd);

	while (len && isspace((unsigned char)value[len - 1]))
		len--;
	value[len] = '\0';
	return error;
}

int rproc_set(const struct rproc *rproc, const char *attr, const char *value)
{
	int fd = open_attr(rproc, attr, O_WRONLY);
	int error = 0;
	ssize_t len;

	if (fd < 0)
		return -errno;
	len = write(fd, value, strlen(value));
	if (len < 0)
		error = -errno;
	else if (len != (ssize_t)strlen(value))
		error = -EIO;
	close(fd);
	return error;
}
