/* SPDX-License-Identifier: BSD-2-Clause */
/* GDB's remote serial protocol, cut into packets: $DATA#SUM. */
#ifndef SOC_GDB_PACKETS_H
#define SOC_GDB_PACKETS_H

#include <stdbool.h>
#include <stddef.h>

#define GDB_PACKET_MAX 32768u

struct gdb_packets {
	char bytes[GDB_PACKET_MAX];
	size_t size; /* of the one that is under way; 0: between packets */
	size_t end; /* where it ends, once '#' has come; 0: not known */
	/* whole, from '$' to the sum, which nobody needs to check on a socket */
	void (*packet)(struct gdb_packets *packets, const char *bytes,
		       size_t size);
	void (*interrupt)(struct gdb_packets *packets); /* may be NULL */
	void *owner;
};

/* False: what comes is no such protocol. */
bool gdb_packets_bytes(struct gdb_packets *packets, const char *bytes,
		       size_t size);
/* Does a packet's data begin with @start? */
bool gdb_packet_begins(const char *bytes, size_t size, const char *start);
/* "$TEXT#SUM" into @packet, which has room for 4 bytes more than @text and its
 * end. Returns its size. */
size_t gdb_packet_make(char *packet, const char *text);

#endif /* SOC_GDB_PACKETS_H */
