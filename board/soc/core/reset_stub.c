// SPDX-License-Identifier: BSD-2-Clause
#include "reset_stub.h"

#include <endian.h>
#include <string.h>

#define VTOR 0xe000ed08u /* Armv7-M, Armv8-M: Vector Table Offset Register */

void reset_stub_make(uint8_t code[RESET_STUB_SIZE], uint32_t da, uint32_t table,
		     uint32_t initial_sp, uint32_t entry)
{
	/* a PC-relative load counts from its own address + 4, word aligned */
	const uint16_t thumb[6] = {
		htole16(0x4802), /*  8: ldr r0, [pc, #8]   VTOR, at 20 */
		htole16(0x4903), /* 10: ldr r1, [pc, #12]  table, at 24 */
		htole16(0x6001), /* 12: str r1, [r0] */
		htole16(0x4803), /* 14: ldr r0, [pc, #12]  entry, at 28 */
		htole16(0x4700), /* 16: bx r0 */
		htole16(0xbf00), /* 18: nop */
	};
	const uint32_t vectors[2] = { htole32(initial_sp), htole32((da + 8) | 1) };
	const uint32_t literals[3] = { htole32(VTOR), htole32(table),
				       htole32(entry) };

	memcpy(code, vectors, sizeof(vectors));
	memcpy(code + 8, thumb, sizeof(thumb));
	memcpy(code + 20, literals, sizeof(literals));
}
