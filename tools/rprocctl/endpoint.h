/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A way for messages to a channel: its own character device where it has one, else
 * an endpoint beside it that is made for us and goes when we do.
 */
#ifndef ENDPOINT_H
#define ENDPOINT_H

#include <stdbool.h>

#include "channel.h"
#include "remoteproc.h"

/**
 * struct endpoint
 * @fd: a message is one write(), or one read()
 * @ours: it is to be destroyed
 */
struct endpoint {
	int fd;
	bool ours;
};

/*
 * 0 or -errno: -ENODEV if the kernel has no rpmsg_ctrl for the channel, -EBUSY if
 * somebody else has the channel's device open.
 */
int endpoint_open(const struct rproc_places *places, const struct rproc *rproc,
		  const struct channel *channel, struct endpoint *endpoint);

void endpoint_close(const struct endpoint *endpoint);

#endif /* ENDPOINT_H */
