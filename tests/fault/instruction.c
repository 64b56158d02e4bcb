// SPDX-License-Identifier: BSD-2-Clause
#include "instruction.h"

#define NZCV_SHIFT 28
#define ZERO_REGISTER 31u

static uint32_t bits(uint32_t code, unsigned int low, unsigned int num)
{
	return code >> low & ((1u << num) - 1);
}

/* In bytes, of a number of instructions that has @num bits */
static uint64_t distance(uint32_t value, unsigned int num)
{
	const uint64_t sign = UINT64_C(1) << (num - 1);

	return (((uint64_t)value ^ sign) - sign) * 4;
}

static uint64_t read_x(const struct registers *registers, uint32_t n, bool wide)
{
	const uint64_t value = n == ZERO_REGISTER ? 0 : registers->x[n];

	return wide ? value : (uint32_t)value;
}

static bool holds(const struct registers *registers, uint32_t condition)
{
	const bool n = registers->nzcv >> 31 & 1;
	const bool z = registers->nzcv >> 30 & 1;
	const bool c = registers->nzcv >> 29 & 1;
	const bool v = registers->nzcv >> 28 & 1;
	const bool base[8] = { z, c, n, v, c && !z, n == v, n == v && !z, true };

	if (condition >= 14)
		return true;
	return base[condition >> 1] ^ (condition & 1);
}

/* Where it goes if taken, and whether it is */
static bool decode_branch(uint32_t code, const struct registers *registers,
			  uint64_t *taken, bool *is_taken)
{
	uint64_t value = 0;

	if ((code & 0xff000010) == 0x54000000) {
		*taken = registers->pc + distance(bits(code, 5, 19), 19);
		*is_taken = holds(registers, bits(code, 0, 4));
		return true;
	}
	value = read_x(registers, bits(code, 0, 5), code >> 31);
	if ((code & 0x7e000000) == 0x34000000) {
		*taken = registers->pc + distance(bits(code, 5, 19), 19);
		*is_taken = !value ^ bits(code, 24, 1);
		return true;
	}
	if ((code & 0x7e000000) == 0x36000000) {
		value >>= bits(code, 31, 1) << 5 | bits(code, 19, 5);
		*taken = registers->pc + distance(bits(code, 5, 14), 14);
		*is_taken = !(value & 1) ^ bits(code, 24, 1);
		return true;
	}
	return false;
}

bool instruction_branch(uint32_t code, struct registers *registers, bool turn)
{
	uint64_t taken = 0;
	bool is_taken = false;

	if (!decode_branch(code, registers, &taken, &is_taken))
		return false;
	registers->pc = is_taken != turn ? taken : registers->pc + 4;
	return true;
}

static uint64_t selected(uint32_t code, const struct registers *registers,
			 bool first)
{
	const bool wide = code >> 31;
	uint64_t value = read_x(registers, bits(code, first ? 5 : 16, 5), wide);

	if (!first && bits(code, 30, 1))
		value = ~value;
	if (!first && bits(code, 10, 1))
		value++;
	return wide ? value : (uint32_t)value;
}

/* NZCV of @a + @b + @carry, in 64 or 32 bits */
static uint64_t flags_of(uint64_t a, uint64_t b, bool carry, bool wide)
{
	const unsigned int top = wide ? 63 : 31;
	const uint64_t mask = wide ? UINT64_MAX : UINT32_MAX;
	const uint64_t sum = (a + b + carry) & mask;
	const uint64_t n = sum >> top;
	const uint64_t c = ((a & b) | ((a | b) & ~sum)) >> top & 1;
	const uint64_t v = ((a ^ sum) & (b ^ sum)) >> top & 1;

	return (n << 3 | (uint64_t)!sum << 2 | c << 1 | v) << NZCV_SHIFT;
}

static uint64_t compared(uint32_t code, const struct registers *registers)
{
	const bool wide = code >> 31;
	const bool subtract = bits(code, 30, 1);
	const uint64_t mask = wide ? UINT64_MAX : UINT32_MAX;
	uint64_t a = read_x(registers, bits(code, 5, 5), wide);
	uint64_t b = bits(code, 11, 1) ?
			     bits(code, 16, 5) :
			     read_x(registers, bits(code, 16, 5), wide);

	return flags_of(a, subtract ? ~b & mask : b, subtract, wide);
}

bool instruction_select(uint32_t code, struct registers *registers, bool turn)
{
	const bool first = holds(registers, bits(code, 12, 4)) != turn;
	const uint32_t to = bits(code, 0, 5);

	if ((code & 0x3fe00800) == 0x1a800000) {
		if (to != ZERO_REGISTER)
			registers->x[to] = selected(code, registers, first);
	} else if ((code & 0x3fe00410) == 0x3a400000) {
		registers->nzcv = first ? compared(code, registers) :
					  (uint64_t)bits(code, 0, 4)
						  << NZCV_SHIFT;
	} else {
		return false;
	}
	registers->pc += 4;
	return true;
}
