// SPDX-License-Identifier: BSD-2-Clause
/* RISC-V: code is where the core begins. */
#include "core_arch.h"

#include <endian.h>
#include <string.h>

/* All that lies there, unless it is nothing: 0 is no instruction. */
static bool is_usable(const struct core_config *config,
		      const struct core_entry *entry)
{
	(void)config;
	return entry->words[0] & 0xffff;
}

static void make_stub(uint8_t code[RESET_STUB_SIZE], uint32_t da,
		      const struct core_entry *entry)
{
	const uint32_t words[] = {
		htole32(0x00000297), /*  0: auipc t0, 0 */
		htole32(0x0102e283), /*  4: lwu   t0, 16(t0) */
		htole32(0x00028067), /*  8: jr    t0 */
		htole32(0x00000013), /* 12: nop */
		htole32(entry->address),
	};

	(void)da;
	memset(code, 0, RESET_STUB_SIZE);
	memcpy(code, words, sizeof(words));
}

/* pc, x1 to x31, of which each has two names */
static bool parse_registers(const char *text, uint64_t *regs)
{
	static const char *const names[] = {
		"x1/ra",  "x2/sp",   "x3/gp",	"x4/tp",  "x5/t0",  "x6/t1",
		"x7/t2",  "x8/s0",   "x9/s1",	"x10/a0", "x11/a1", "x12/a2",
		"x13/a3", "x14/a4",  "x15/a5",	"x16/a6", "x17/a7", "x18/s2",
		"x19/s3", "x20/s4",  "x21/s5",	"x22/s6", "x23/s7", "x24/s8",
		"x25/s9", "x26/s10", "x27/s11", "x28/t3", "x29/t4", "x30/t5",
		"x31/t6",
	};
	const char *at;

	regs[0] = core_arch_register(text, " pc ", &at);
	for (unsigned int i = 0; at && i < sizeof(names) / sizeof(*names); i++)
		regs[i + 1] = core_arch_register(at, names[i], &at);
	return at;
}

const struct core_arch core_arch_riscv = {
	.is_usable = is_usable,
	.make_stub = make_stub,
	.parse_registers = parse_registers,
};
