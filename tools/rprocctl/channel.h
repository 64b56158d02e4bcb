/* SPDX-License-Identifier: BSD-2-Clause */
/* The rpmsg channels that a firmware has announced, from sysfs. */
#ifndef CHANNEL_H
#define CHANNEL_H

#include "remoteproc.h"

#define CHANNEL_NAME_MAX 33 /* RPMSG_NAME_SIZE and a 0 */
#define CHANNEL_WORD_MAX 256

/**
 * struct channel
 * @name: of its service
 * @src: its address in Linux, 0xffffffff if it has none yet
 * @dst: its address in the firmware
 * @driver: that serves it, or ""
 * @device: its character device, "rpmsg0", or ""
 */
struct channel {
	char name[CHANNEL_NAME_MAX];
	unsigned int src;
	unsigned int dst;
	char driver[CHANNEL_WORD_MAX];
	char device[CHANNEL_WORD_MAX];
};

/*
 * All channels of a remote processor without those of the bus itself, in the order
 * of their names; *channels is to be freed. The number of them, or -errno.
 */
int channel_list(const struct rproc_places *places, const struct rproc *rproc,
		 struct channel **channels);

/* Is what the symbolic link shows a part of that remote processor? */
int channel_is_of(const char *link, const struct rproc *rproc);

#endif /* CHANNEL_H */
