/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rpmsg over virtio, the remote processor's side: vring 0 carries messages to
 * Linux, vring 1 from Linux. Freestanding, no allocation; one context only.
 *
 * A buffer in shared memory, both directions:
 *
 *   +-------+-------+----------+---------+-----------+------------------+
 *   | src 4 | dst 4 | 0      4 | len   2 | flags   2 | len bytes ...    |
 *   +-------+-------+----------+---------+-----------+------------------+
 */
#ifndef RPMSG_H
#define RPMSG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "virtq.h"

#define RPMSG_NS_ADDR 53u /* Linux's name service */
#define RPMSG_NAME_SIZE 32u
#define RPMSG_F_NS 0u /* bit number of the vdev feature */

struct rpmsg_header {
	uint32_t src;
	uint32_t dst;
	uint32_t reserved;
	uint16_t len;
	uint16_t flags;
};

/*
 * Where buffers may lie. Linux puts physical addresses into the descriptors
 * (it does not use the DMA API for a remoteproc vdev), a platform with its own
 * view of memory may put device addresses; both are understood. pa == da where
 * there is no difference.
 */
struct rpmsg_window {
	uint32_t pa;
	uint32_t da;
	uint32_t len;
	void *mem; /* the same bytes as this side reaches them */
};

struct rpmsg_device {
	struct virtq tx; /* vring 0 */
	struct virtq rx; /* vring 1 */
	struct rpmsg_window window;
	void (*kick)(unsigned int vring);
	bool broken; /* a ring makes no sense; until rpmsg_init() */
	uint32_t bad_buffers; /* refused and given back */
};

/* A received message; data lies in shared memory until rpmsg_release(). */
struct rpmsg_message {
	uint32_t src;
	uint32_t dst;
	const void *data;
	uint16_t len;
	uint16_t head;
};

enum rpmsg_result {
	RPMSG_OK = 0,
	RPMSG_AGAIN = -1, /* no buffer, or no message, now */
	RPMSG_TOO_LONG = -2,
	RPMSG_BROKEN = -3,
};

/* tx and rx have been set up with virtq_init(). */
void rpmsg_init(struct rpmsg_device *dev, const struct rpmsg_window *window,
		void (*kick)(unsigned int vring));

enum rpmsg_result rpmsg_send(struct rpmsg_device *dev, uint32_t src,
			     uint32_t dst, const void *data, size_t len);

/* Tells Linux that there is a channel name at address addr. */
enum rpmsg_result rpmsg_announce(struct rpmsg_device *dev, const char *name,
				 uint32_t addr);

enum rpmsg_result rpmsg_receive(struct rpmsg_device *dev,
				struct rpmsg_message *msg);
void rpmsg_release(struct rpmsg_device *dev, const struct rpmsg_message *msg);

/* True if rpmsg_send() has a buffer to use. */
bool rpmsg_can_send(const struct rpmsg_device *dev);

/* Kicks Linux for what was sent and released since the last flush. */
void rpmsg_flush(struct rpmsg_device *dev);

/* True if Linux has laid out a vring anew: start over with rpmsg_init(). */
bool rpmsg_was_reset(const struct rpmsg_device *dev);

#endif /* RPMSG_H */
