/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A port that gdb connects to, one a core. Each release of a core is a QEMU of its
 * own, so the port stands between: to gdb it is one target, which keeps its
 * breakpoints and goes on waiting when the core is held, loaded and released again.
 *
 * What the port has to do beyond passing packets on:
 *   a QEMU that comes is told what gdb can do, and its breakpoints
 *   gdb's resumption of a core that is held waits for its release
 *   the halt when the SoC holds the core is not gdb's to see
 *   gdb's leaving takes its breakpoints along and lets the core run
 * To a QEMU that runs, any byte is an interruption: it is sent none else.
 */
#ifndef SOC_GDB_PORT_H
#define SOC_GDB_PORT_H

#include <stdbool.h>
#include <stddef.h>
#include <uv.h>

#include "../qemu/link.h"
#include "gdb_packets.h"

#define GDB_BREAKPOINTS_MAX 64u
#define GDB_REQUEST_MAX 512u /* of those that are kept for the next QEMU */

struct gdb_request {
	char bytes[GDB_REQUEST_MAX]; /* as gdb has sent it; size 0: none */
	size_t size;
};

struct gdb_port {
	unsigned int core; /* for messages */
	int listener; /* 0: the port is not in use */
	uv_poll_t *poll;
	uv_loop_t *loop;

	struct link client;
	struct gdb_packets from_client;
	bool acknowledge; /* gdb wants it */
	bool entering; /* it has come while the core ran: that is stopped first */
	bool leaving; /* it has gone, the core is stopped to take its breakpoints */
	bool waits; /* it has resumed the core */
	bool halts; /* the first release waits for gdb's resumption */
	unsigned int pending; /* requests of gdb's that are not answered yet */

	struct link target;
	struct gdb_packets from_target;
	bool released; /* what gdb resumes may run */
	bool held_first; /* released, and stands before the first instruction */
	bool running;
	unsigned int swallow; /* answers to what the port itself has asked */

	struct gdb_request features; /* what gdb can do */
	struct gdb_request registers; /* asks for them: all are sent then */
	struct gdb_request resumption;
	struct gdb_request breakpoints[GDB_BREAKPOINTS_MAX];
};

/* On 127.0.0.1. @halts: the core's first release waits for gdb. Says the port, or
 * what is wrong; returns 0 or -1. */
int gdb_port_open(struct gdb_port *port, uv_loop_t *loop, unsigned int core,
		  unsigned int number, bool halts);
void gdb_port_close(struct gdb_port *port);
static inline bool gdb_port_is_open(const struct gdb_port *port)
{
	return port->listener > 0;
}

/* A new QEMU, which stands still: @fd is to its gdb stub. */
int gdb_port_target(struct gdb_port *port, int fd);
void gdb_port_target_gone(struct gdb_port *port);
/* Is the core to stand before its first instruction when it is released now? */
bool gdb_port_releasing(struct gdb_port *port);
/* It has been released. */
void gdb_port_released(struct gdb_port *port);
/* It is going to be held, or has crashed: that it stops is no news for gdb. */
void gdb_port_holding(struct gdb_port *port);

#endif /* SOC_GDB_PORT_H */
