/* SPDX-License-Identifier: BSD-2-Clause */
/* rpmsg-lite on the virtual board: a channel that sends back what it gets. */
#include <rpmsg_lite.h>
#include <rpmsg_ns.h>

#include "mailbox.h"
#include "mps2.h"
#include "rsc_table.h"
#include "start.h"
#include "trace.h"

#define ECHO_ADDR 0x400u

static struct rpmsg_lite_instance *rpmsg;
static struct rpmsg_lite_endpoint *endpoint;

/* In the interrupt of a kick */
static int32_t receive(void *payload, uint32_t len, uint32_t src, void *unused)
{
	(void)unused;
	rpmsg_lite_send(rpmsg, endpoint, src, payload, len, RL_DONT_BLOCK);
	return RL_RELEASE;
}

static bool driver_is_ready(void)
{
	return rsc_table.vdev.status & VIRTIO_STATUS_DRIVER_OK;
}

void main(void)
{
	static struct rpmsg_lite_instance instance;
	static struct rpmsg_lite_ept_static_context context;

	trace_init();
	trace("rpmsg-lite " RL_VERSION " is up\n");
	while (!driver_is_ready())
		; /* the vrings are not there before */
	rpmsg = rpmsg_lite_remote_init((void *)rsc_table.vdev.vring[0].da, 0,
				       RL_NO_FLAGS, &instance);
	endpoint = rpmsg_lite_create_ept(rpmsg, ECHO_ADDR, receive, NULL,
					 &context);
	mailbox_init();
	/* the link is up with the first kick, and Linux's may have come before */
	irq_disable();
	mailbox_kicked();
	irq_enable();
	if (rpmsg_ns_announce(rpmsg, endpoint, "rpmsg-raw", RL_NS_CREATE) ==
	    RL_SUCCESS)
		trace("rpmsg-lite: rpmsg-raw announced\n");
	for (;;)
		wait_for_interrupt();
}
