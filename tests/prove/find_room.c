// SPDX-License-Identifier: BSD-2-Clause
#include "optee/ta/coredump.c"
#include "prove.h"

void harness(void)
{
	size_t offset = nondet_size(), size = nondet_size();
	size_t skip = 0, part = 0, byte = nondet_size();
	struct excerpt excerpt = { .start = nondet_size(),
				   .end = nondet_size() };
	uint8_t *room;

	/* the file is an ELF32 one, and the client's buffer is his */
	ASSUME(offset <= UINT32_MAX && size <= UINT32_MAX - offset);
	ASSUME(excerpt.start <= excerpt.end);
	ASSUME(excerpt.end - excerpt.start <= UINT32_MAX);
	excerpt.bytes = any_bytes(excerpt.end - excerpt.start);

	room = find_room(&excerpt, offset, size, &skip, &part);
	if (room) {
		REACHED("room");
		HOLDS(part && __CPROVER_w_ok(room, part));
		HOLDS(skip < size && part <= size - skip);
		HOLDS((size_t)(room - excerpt.bytes) ==
		      offset + skip - excerpt.start);
	} else {
		REACHED("no room");
	}
	/* no byte is left out */
	if (byte >= offset && byte - offset < size && byte >= excerpt.start &&
	    byte < excerpt.end)
		HOLDS(room && byte - offset >= skip &&
		      byte - offset - skip < part);
}
