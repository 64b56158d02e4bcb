// SPDX-License-Identifier: BSD-2-Clause
#include "gdb_packets.h"

#include <stdio.h>
#include <string.h>

#define INTERRUPT 3
#define SUM_SIZE 2u

static void between(struct gdb_packets *packets, char byte)
{
	if (byte == '$') {
		packets->bytes[0] = byte;
		packets->size = 1;
		packets->end = 0;
	} else if (byte == INTERRUPT && packets->interrupt) {
		packets->interrupt(packets);
	}
	/* an acknowledgement: nothing gets lost on a socket */
}

bool gdb_packets_bytes(struct gdb_packets *packets, const char *bytes,
		       size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (!packets->size) {
			between(packets, bytes[i]);
			continue;
		}
		if (packets->size == sizeof(packets->bytes))
			return false;
		packets->bytes[packets->size++] = bytes[i];
		if (!packets->end && bytes[i] == '#')
			packets->end = packets->size + SUM_SIZE;
		if (packets->size != packets->end)
			continue;
		packets->size = 0;
		packets->packet(packets, packets->bytes, packets->end);
	}
	return true;
}

bool gdb_packet_begins(const char *bytes, size_t size, const char *start)
{
	size_t length = strlen(start);

	return size >= 1 + length + 1 + SUM_SIZE &&
	       !memcmp(bytes + 1, start, length);
}

size_t gdb_packet_make(char *packet, const char *text)
{
	unsigned char sum = 0;

	for (const char *at = text; *at; at++)
		sum += (unsigned char)*at;
	return (size_t)sprintf(packet, "$%s#%02x", text, sum);
}
