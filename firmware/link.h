/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The rpmsg link to Linux over the vdev of the resource table: it comes up when
 * Linux' driver is ready, announces the firmware's channels, and starts over when
 * the driver has gone and come back. One context only, as rpmsg.h.
 */
#ifndef FIRMWARE_LINK_H
#define FIRMWARE_LINK_H

#include <stddef.h>
#include <stdint.h>

#include "rpmsg.h"

/**
 * struct link_channel - what Linux is told of, and who serves it
 * @name: what a driver of Linux' binds to
 * @addr: of the endpoint, 1024 or above
 * @serve: a message for @addr has come; it is the link's again afterwards. There
 *	is a buffer for one answer.
 */
struct link_channel {
	const char *name;
	uint32_t addr;
	void (*serve)(const struct rpmsg_message *msg);
};

/* Does all that there is to do: after a kick, and once after mailbox_init(). */
void link_poll(const struct link_channel *channels, size_t n);

/* Answers msg, from the endpoint that it was sent to. */
enum rpmsg_result link_answer(const struct rpmsg_message *msg, const void *data,
			      size_t len);
enum rpmsg_result link_answer_text(const struct rpmsg_message *msg,
				   const char *text);

#endif /* FIRMWARE_LINK_H */
