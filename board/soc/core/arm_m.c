// SPDX-License-Identifier: BSD-2-Clause
/* Armv7-M, and Armv8-M in its secure state: a vector table says where to begin. */
#include "core_arch.h"

#include <endian.h>
#include <stdio.h>
#include <string.h>

#define VTOR 0xe000ed08u /* Vector Table Offset Register */
#define XPSR 16u
#define XPSR_EXCEPTION 0x1ffu /* its number; 0: none is handled */

/* Stack pointer (at most one past a memory) and Thumb entry inside the core */
static bool is_usable(const struct core_config *config,
		      const struct core_entry *table)
{
	uint32_t sp = table->words[0];
	uint32_t entry = table->words[1];

	return sp && !(sp & 3) && core_config_find(config, sp, 0) &&
	       (entry & 1) && entry > 1 &&
	       core_config_find(config, entry - 1, 2);
}

/* A table of two words, and code that sets VTOR and jumps to the entry */
static void make_stub(uint8_t code[RESET_STUB_SIZE], uint32_t da,
		      const struct core_entry *table)
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
	const uint32_t vectors[2] = { htole32(table->words[0]),
				      htole32((da + 8) | 1) };
	const uint32_t literals[3] = { htole32(VTOR), htole32(table->address),
				       htole32(table->words[1]) };

	memcpy(code, vectors, sizeof(vectors));
	memcpy(code + 8, thumb, sizeof(thumb));
	memcpy(code + 20, literals, sizeof(literals));
}

static const char *last(const char *text, const char *word)
{
	const char *found = NULL;

	for (const char *at = strstr(text, word); at; at = strstr(at + 1, word))
		found = at;
	return found;
}

static bool parse_registers(const char *text, uint64_t *regs)
{
	const char *at = last(text, "R00=");

	for (unsigned int i = 0; i <= XPSR; i++) {
		char name[8] = "XPSR=";

		if (i < XPSR)
			snprintf(name, sizeof(name), "R%02u=", i);
		regs[i] = core_arch_register(at, name, &at);
		if (!at)
			return false;
	}
	return true;
}

static bool is_in_handler(const uint64_t *regs)
{
	return regs[XPSR] & XPSR_EXCEPTION;
}

const struct core_arch core_arch_arm_m = {
	.is_usable = is_usable,
	.make_stub = make_stub,
	.parse_registers = parse_registers,
	.is_in_handler = is_in_handler,
};
