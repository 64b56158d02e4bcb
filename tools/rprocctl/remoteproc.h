/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Remote processors as the kernel shows them: sysfs (Documentation/ABI/testing/
 * sysfs-class-remoteproc) and debugfs.
 */
#ifndef REMOTEPROC_H
#define REMOTEPROC_H

#include <stdbool.h>
#include <stddef.h>

#define RPROC_ATTR_MAX 256
#define RPROC_PATH_MAX 512
/* An entry of a folder of sysfs, and a file in that */
#define RPROC_ENTRY_MAX (RPROC_PATH_MAX + 256)
#define RPROC_FILE_MAX (RPROC_ENTRY_MAX + 32)

struct rproc_places {
	const char *sysfs; /* /sys */
	const char *debugfs; /* /sys/kernel/debug */
	const char *dev; /* /dev */
};

struct rproc {
	char dir[RPROC_PATH_MAX]; /* its folder in sysfs */
	char debug_dir[RPROC_PATH_MAX];
	char id[256]; /* remoteprocN; as long as a file name can be */
	char name[RPROC_ATTR_MAX]; /* as its driver calls it */
};

/*
 * All remote processors, in the order of their numbers; *rprocs is to be freed.
 * The number of them, or -1 with errno.
 */
int rproc_list(const struct rproc_places *places, struct rproc **rprocs);

/*
 * By name, by id (remoteprocN) or by number. 0, -ENODEV if there is none,
 * -EEXIST if several have that name.
 */
int rproc_find(const struct rproc_places *places, const char *which,
	       struct rproc *found);

/* Reads an attribute without its newline. 0 or -errno. */
int rproc_get(const struct rproc *rproc, const char *attr,
	      char value[RPROC_ATTR_MAX]);

/* Writes an attribute in one write(). 0 or -errno. */
int rproc_set(const struct rproc *rproc, const char *attr, const char *value);

#endif /* REMOTEPROC_H */
