/* SPDX-License-Identifier: BSD-2-Clause */
/* OpenAMP on the virtual board: a channel that sends back what it gets. */
#include "platform.h"

#include "mps2.h"
#include "start.h"
#include "trace.h"

static int echo(struct rpmsg_endpoint *endpoint, void *data, size_t len,
		uint32_t src, void *unused)
{
	(void)unused;
	rpmsg_sendto(endpoint, data, (int)len, src);
	return RPMSG_SUCCESS;
}

void main(void)
{
	static struct rpmsg_endpoint endpoint;
	struct rpmsg_device *rpmsg;

	trace_init();
	trace("OpenAMP is up\n");
	rpmsg = platform_open();
	if (!rpmsg ||
	    rpmsg_create_ept(&endpoint, rpmsg, "rpmsg-raw", RPMSG_ADDR_ANY,
			     RPMSG_ADDR_ANY, echo, NULL)) {
		trace("OpenAMP: no rpmsg device\n");
		return;
	}
	trace("OpenAMP: rpmsg-raw announced\n");
	for (;;)
		platform_poll();
}
