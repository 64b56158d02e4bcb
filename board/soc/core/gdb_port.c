// SPDX-License-Identifier: BSD-2-Clause
#include "gdb_port.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../host/say.h"

static const char interruption = 3;

/* --- to gdb */

static void answer(struct gdb_port *port, const char *text)
{
	char packet[64];

	link_send(&port->client, packet, gdb_packet_make(packet, text));
}

/* --- to the core's QEMU, while it stands still */

static void ask(struct gdb_port *port, const char *bytes, size_t size)
{
	link_send(&port->target, bytes, size);
	port->swallow++;
}

static void resume(struct gdb_port *port, const char *bytes, size_t size)
{
	port->running = true;
	link_send(&port->target, bytes, size);
}

static void go_on(struct gdb_port *port)
{
	char packet[8];

	resume(port, packet, gdb_packet_make(packet, "c"));
}

static void stop(struct gdb_port *port)
{
	link_send(&port->target, &interruption, 1);
}

/* --- breakpoints: Z and z with the same arguments */

static bool is_same(const struct gdb_request *kept, const char *bytes,
		    size_t size)
{
	/* from behind the letter to the sum */
	return kept->size == size && size > 5 &&
	       !memcmp(kept->bytes + 2, bytes + 2, size - 5);
}

static void keep(struct gdb_request *request, const char *bytes, size_t size)
{
	request->size = size <= sizeof(request->bytes) ? size : 0;
	memcpy(request->bytes, bytes, request->size);
}

static void keep_breakpoint(struct gdb_port *port, const char *bytes,
			    size_t size)
{
	struct gdb_request *place = NULL;

	for (unsigned int i = 0; i < GDB_BREAKPOINTS_MAX; i++) {
		struct gdb_request *kept = &port->breakpoints[i];

		if (is_same(kept, bytes, size))
			place = kept;
		else if (!kept->size && !place)
			place = kept;
	}
	if (bytes[1] == 'Z' && place)
		keep(place, bytes, size);
	else if (bytes[1] == 'z' && place)
		place->size = 0;
}

static void give_breakpoints(struct gdb_port *port)
{
	for (unsigned int i = 0; i < GDB_BREAKPOINTS_MAX; i++)
		if (port->breakpoints[i].size)
			ask(port, port->breakpoints[i].bytes,
			    port->breakpoints[i].size);
}

static void take_breakpoints(struct gdb_port *port)
{
	for (unsigned int i = 0; i < GDB_BREAKPOINTS_MAX; i++) {
		struct gdb_request *kept = &port->breakpoints[i];
		char text[GDB_REQUEST_MAX];
		char packet[GDB_REQUEST_MAX + 8];

		if (!kept->size)
			continue;
		memcpy(text, kept->bytes + 1, kept->size - 4);
		text[kept->size - 4] = '\0';
		text[0] = 'z';
		if (port->target.pipe)
			ask(port, packet, gdb_packet_make(packet, text));
		kept->size = 0;
	}
}

/* --- gdb comes and goes */

static void forget_client(struct gdb_port *port)
{
	port->entering = false;
	port->waits = false;
	/* what it has asked is answered yet, but to nobody */
	port->swallow += port->pending;
	port->pending = 0;
	port->resumption.size = 0;
	port->features.size = 0;
	port->registers.size = 0;
	port->from_client.size = 0;
}

static void leave(struct gdb_port *port)
{
	forget_client(port);
	port->halts = false;
	if (port->running) {
		port->leaving = true;
		stop(port);
		return;
	}
	take_breakpoints(port);
	if (port->released)
		go_on(port);
}

static void on_client_closed(struct link *link)
{
	leave(link->owner);
}

static void on_client_bytes(struct link *link, const char *bytes, size_t size)
{
	struct gdb_port *port = link->owner;

	if (gdb_packets_bytes(&port->from_client, bytes, size))
		return;
	link_close(link);
	leave(port);
}

static void on_connection(uv_poll_t *poll, int status, int events)
{
	struct gdb_port *port = poll->data;
	int fd = accept4(port->listener, NULL, NULL, SOCK_CLOEXEC);

	(void)status;
	(void)events;
	if (fd < 0)
		return;
	/* one gdb a core; and the last one's breakpoints go first */
	if (port->client.pipe || port->leaving) {
		close(fd);
		return;
	}
	port->client.bytes = on_client_bytes;
	port->client.closed = on_client_closed;
	port->client.owner = port;
	port->acknowledge = true;
	forget_client(port);
	if (link_open(&port->client, port->loop, fd))
		return;
	if (!port->running)
		return;
	port->entering = true;
	link_pause(&port->client);
	stop(port);
}

/* --- gdb's packets */

static bool is_resumption(const char *bytes, size_t size)
{
	return gdb_packet_begins(bytes, size, "vCont;") ||
	       (size > 4 && strchr("cCsS", bytes[1]));
}

static void on_resumption(struct gdb_port *port, const char *bytes, size_t size)
{
	port->waits = true;
	port->halts = false;
	keep(&port->resumption, bytes, size);
	if (port->released) {
		port->held_first = false;
		resume(port, bytes, size);
	}
}

/* What would end the QEMU, or have it forget gdb for good */
static bool on_parting(struct gdb_port *port, const char *bytes, size_t size)
{
	if (bytes[1] != 'D' && bytes[1] != 'k' &&
	    !gdb_packet_begins(bytes, size, "vKill"))
		return false;
	if (bytes[1] != 'k')
		answer(port, "OK");
	leave(port);
	return true;
}

static void on_client_packet(struct gdb_packets *packets, const char *bytes,
			     size_t size)
{
	struct gdb_port *port = packets->owner;

	if (port->acknowledge)
		link_send(&port->client, "+", 1);
	if (gdb_packet_begins(bytes, size, "QStartNoAckMode")) {
		answer(port, "OK");
		port->acknowledge = false;
		return;
	}
	if (on_parting(port, bytes, size))
		return;
	if (gdb_packet_begins(bytes, size, "qSupported"))
		keep(&port->features, bytes, size);
	if (gdb_packet_begins(bytes, size, "qXfer:features:read:target.xml"))
		keep(&port->registers, bytes, size);
	if (bytes[1] == 'Z' || bytes[1] == 'z')
		keep_breakpoint(port, bytes, size);
	if (is_resumption(bytes, size)) {
		on_resumption(port, bytes, size);
		return;
	}
	if (!port->target.pipe) {
		answer(port, "E01");
		return;
	}
	port->pending++;
	link_send(&port->target, bytes, size);
}

static void on_client_interrupt(struct gdb_packets *packets)
{
	struct gdb_port *port = packets->owner;

	if (port->running) {
		stop(port);
	} else if (port->waits) {
		/* it is held: nothing runs that could be stopped */
		port->waits = false;
		answer(port, "S02");
	}
}

/* --- the QEMU's packets */

static void on_stop(struct gdb_port *port, const char *bytes, size_t size)
{
	port->running = false;
	if (port->leaving) {
		port->leaving = false;
		take_breakpoints(port);
		if (port->released)
			go_on(port);
	} else if (port->entering) {
		port->entering = false;
		link_resume(&port->client);
	} else if (port->released && port->waits) {
		port->waits = false;
		link_send(&port->client, bytes, size);
	}
}

static void on_target_packet(struct gdb_packets *packets, const char *bytes,
			     size_t size)
{
	struct gdb_port *port = packets->owner;
	bool is_stop = size > 4 && strchr("TSWX", bytes[1]);

	if (is_stop && port->running) {
		on_stop(port, bytes, size);
	} else if (port->swallow) {
		port->swallow--;
	} else if (port->pending) {
		port->pending--;
		link_send(&port->client, bytes, size);
	}
}

static void on_target_bytes(struct link *link, const char *bytes, size_t size)
{
	struct gdb_port *port = link->owner;

	gdb_packets_bytes(&port->from_target, bytes, size);
}

int gdb_port_target(struct gdb_port *port, int fd)
{
	int ret;

	port->target.bytes = on_target_bytes;
	port->target.owner = port;
	port->from_target.packet = on_target_packet;
	port->from_target.owner = port;
	port->from_target.size = 0;
	port->swallow = 0;
	ret = link_open(&port->target, port->loop, fd);
	if (ret)
		return ret;
	if (port->features.size)
		ask(port, port->features.bytes, port->features.size);
	if (port->registers.size)
		ask(port, port->registers.bytes, port->registers.size);
	give_breakpoints(port);
	return 0;
}

void gdb_port_target_gone(struct gdb_port *port)
{
	link_close(&port->target);
	gdb_port_holding(port);
	for (; port->pending; port->pending--)
		answer(port, "E01");
	port->running = false;
	port->leaving = false;
	if (!port->client.pipe)
		take_breakpoints(port);
	if (port->entering) {
		port->entering = false;
		link_resume(&port->client);
	}
}

/* --- what the SoC does to the core */

bool gdb_port_releasing(struct gdb_port *port)
{
	port->held_first = gdb_port_is_open(port) &&
			   (port->client.pipe || port->halts);
	return port->held_first;
}

void gdb_port_released(struct gdb_port *port)
{
	port->released = true;
	if (!port->held_first)
		port->running = true;
	else if (port->waits)
		resume(port, port->resumption.bytes, port->resumption.size);
	else if (!port->client.pipe && !port->halts)
		go_on(port); /* it has gone meanwhile */
}

void gdb_port_holding(struct gdb_port *port)
{
	port->released = false;
}

/* --- the port */

static int listen_on(unsigned int *number)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons(*number),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	socklen_t size = sizeof(address);
	int one = 1;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd < 0)
		return -errno;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (bind(fd, (struct sockaddr *)&address, size) || listen(fd, 1) ||
	    getsockname(fd, (struct sockaddr *)&address, &size)) {
		int error = errno;

		close(fd);
		return -error;
	}
	*number = ntohs(address.sin_port);
	return fd;
}

int gdb_port_open(struct gdb_port *port, uv_loop_t *loop, unsigned int core,
		  unsigned int number, bool halts)
{
	int fd = listen_on(&number);

	port->poll = fd < 0 ? NULL : malloc(sizeof(*port->poll));
	if (!port->poll) {
		say("--gdb: port %u: %s", number,
		    strerror(fd < 0 ? -fd : ENOMEM));
		return -1;
	}
	port->core = core;
	port->loop = loop;
	port->listener = fd;
	port->halts = halts;
	port->from_client.packet = on_client_packet;
	port->from_client.interrupt = on_client_interrupt;
	port->from_client.owner = port;
	port->poll->data = port;
	uv_poll_init(loop, port->poll, fd);
	uv_poll_start(port->poll, UV_READABLE, on_connection);
	say("core %u: gdb: target remote :%u", core, number);
	return 0;
}

static void free_handle(uv_handle_t *handle)
{
	free(handle);
}

void gdb_port_close(struct gdb_port *port)
{
	if (!gdb_port_is_open(port))
		return;
	link_close(&port->client);
	link_close(&port->target);
	uv_close((uv_handle_t *)port->poll, free_handle);
	close(port->listener);
	port->listener = 0;
}
