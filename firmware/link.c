/* SPDX-License-Identifier: BSD-2-Clause */
#include "link.h"

#include <stdbool.h>
#include <string.h>

#include "mailbox.h"
#include "rsc_table.h"
#include "soc.h"
#include "trace.h"

/* The part of the shared SRAM that is not the firmware's own */
#define SHARED_DA (SRAM_DA + 0xc00000u)
#define SHARED_SIZE 0x400000u

enum link_state {
	LINK_DOWN, /* Linux' driver is not ready */
	LINK_ANNOUNCING, /* it is; channels are still to be announced */
	LINK_UP,
	LINK_BROKEN, /* Linux has written nonsense; until it starts anew */
};

static struct rpmsg_device rpmsg;
static enum link_state state;
static size_t announced; /* channels */

static void kick(unsigned int vring)
{
	mailbox_send(rsc_table.vdev.vring[vring].notifyid);
}

/* Linux may place vrings and buffers here, and nowhere else. */
static bool shared_with_linux(uint32_t da, uint32_t len)
{
	return da >= SHARED_DA && len <= SHARED_SIZE &&
	       da - SHARED_DA <= SHARED_SIZE - len;
}

static bool open_vrings(void)
{
	struct rpmsg_window window = {
		.pa = rsc_table.buffers.pa,
		.da = rsc_table.buffers.da,
		.len = rsc_table.buffers.len,
		.mem = (void *)(uintptr_t)rsc_table.buffers.da,
	};
	struct rsc_vring vring[2];

	memcpy(vring, (const void *)rsc_table.vdev.vring, sizeof(vring));
	if (!shared_with_linux(window.da, window.len) ||
	    !shared_with_linux(vring[0].da, VRING_SIZE) ||
	    !shared_with_linux(vring[1].da, VRING_SIZE) ||
	    virtq_init(&rpmsg.tx, (void *)(uintptr_t)vring[0].da, VRING_SIZE,
		       vring[0].num, vring[0].align) ||
	    virtq_init(&rpmsg.rx, (void *)(uintptr_t)vring[1].da, VRING_SIZE,
		       vring[1].num, vring[1].align)) {
		trace("rpmsg: unusable vrings\n");
		return false;
	}

	rpmsg_init(&rpmsg, &window, kick);
	trace("rpmsg: vrings at %08lx and %08lx\n", (unsigned long)vring[0].da,
	      (unsigned long)vring[1].da);
	return true;
}

static void announce(const struct link_channel *channels, size_t n)
{
	while (announced < n) {
		const struct link_channel *channel = &channels[announced];

		if (rpmsg_announce(&rpmsg, channel->name, channel->addr) !=
		    RPMSG_OK)
			return;
		trace("rpmsg: channel %s announced\n", channel->name);
		announced++;
	}
	state = LINK_UP;
}

/* While there are messages, and buffers for the answers. */
static void serve(const struct link_channel *channels, size_t n)
{
	struct rpmsg_message msg;
	size_t i;

	while (rpmsg_can_send(&rpmsg) &&
	       rpmsg_receive(&rpmsg, &msg) == RPMSG_OK) {
		for (i = 0; i < n; i++) {
			if (channels[i].addr == msg.dst)
				channels[i].serve(&msg);
		}
		rpmsg_release(&rpmsg, &msg);
	}
}

void link_poll(const struct link_channel *channels, size_t n)
{
	bool driver_ok = rsc_table.vdev.status & VIRTIO_STATUS_DRIVER_OK;

	if (state != LINK_DOWN && (!driver_ok || rpmsg_was_reset(&rpmsg)))
		state = LINK_DOWN;

	if (state == LINK_DOWN && driver_ok && open_vrings()) {
		announced = 0;
		state = LINK_ANNOUNCING;
	}

	if (state == LINK_ANNOUNCING)
		announce(channels, n);

	if (state == LINK_UP)
		serve(channels, n);

	if (state == LINK_ANNOUNCING || state == LINK_UP)
		rpmsg_flush(&rpmsg);

	if (state != LINK_DOWN && state != LINK_BROKEN && rpmsg.broken) {
		trace("rpmsg: a vring makes no sense\n");
		state = LINK_BROKEN;
	}
}

enum rpmsg_result link_answer(const struct rpmsg_message *msg, const void *data,
			      size_t len)
{
	return rpmsg_send(&rpmsg, msg->dst, msg->src, data, len);
}

enum rpmsg_result link_answer_text(const struct rpmsg_message *msg,
				   const char *text)
{
	return link_answer(msg, text, strlen(text));
}
