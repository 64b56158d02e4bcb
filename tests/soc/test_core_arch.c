// SPDX-License-Identifier: BSD-2-Clause
/* What the SoC does to cores of each architecture, and the table of their kinds. */
#include "unit.h"

#include <string.h>

#include "core/core_arch.h"

static struct core_config config_of(const char *compatible)
{
	return (struct core_config){
		.kind = core_kind_find(compatible),
		.memories = { { .da = 0x10000000, .size = 0x1000 },
			      { .da = 0x20000000, .size = 0x1000 } },
		.n_memories = 2,
	};
}

static const char *const kinds[] = { "teeproc,board-cortex-m4",
				     "teeproc,board-cortex-m33",
				     "teeproc,board-rv64" };

/* Nothing is missing that somebody else relies on. */
static void table(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		struct core_config config = config_of(kinds[i]);

		assert_non_null(config.kind);
		assert_string_equal(config.kind->compatible, kinds[i]);
		assert_true(config.kind->title && config.kind->compiler);
		assert_true(config.kind->qemu < CORE_QEMUS);
		assert_non_null(config.kind->machine);
		assert_in_range(config.kind->uarts, 1, UARTS_MAX);
		assert_non_null(core_machine(&config));
		assert_non_null(core_arch_of(&config)->is_usable);
		assert_non_null(core_arch_of(&config)->make_stub);
		assert_non_null(core_arch_of(&config)->parse_registers);
	}
	assert_null(core_kind_find("teeproc,board-core"));
	assert_null(core_kind_find(""));
}

static bool is_usable(const char *compatible, uint32_t first, uint32_t second)
{
	struct core_config config = config_of(compatible);
	const struct core_entry entry = {
		.address = 0x10000000,
		.words = { first, second },
	};

	return core_arch_of(&config)->is_usable(&config, &entry);
}

static void entries(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		assert_true(is_usable(kinds[i], 0x20001000, 0x10000101));
		assert_false(is_usable(kinds[i], 0x20001000, 0x10000100));
		assert_false(is_usable(kinds[i], 0x20001002, 0x10000101));
		assert_false(is_usable(kinds[i], 0x20002000, 0x10000101));
		assert_false(is_usable(kinds[i], 0x20001000, 0x10001001));
		assert_false(is_usable(kinds[i], 0, 0x10000101));
		assert_false(is_usable(kinds[i], 0x20001000, 1));
		/* a stack pointer inside a memory: a whole word */
		assert_true(is_usable(kinds[i], 0x20000004, 0x10000101));
		assert_false(is_usable(kinds[i], 0x20000ffe, 0x10000101));
		assert_false(is_usable(kinds[i], 0x20000001, 0x10000101));
		/* the first and the last instruction of a memory */
		assert_true(is_usable(kinds[i], 0x20001000, 0x10000001));
		assert_true(is_usable(kinds[i], 0x20001000, 0x10000fff));
	}
	assert_true(is_usable("teeproc,board-rv64", 1, 0));
	/* its first half is no instruction */
	assert_false(is_usable("teeproc,board-rv64", 0x10000, 1));
}

/* An entry at 0 is none, also where a memory begins there. */
static void entry_at_0(void **state)
{
	struct core_config config = config_of("teeproc,board-cortex-m4");
	struct core_entry entry = { .words = { 0x20001000, 1 } };

	(void)state;
	config.memories[0].da = 0;
	assert_false(core_arch_arm_m.is_usable(&config, &entry));
	entry.words[1] = 3;
	assert_true(core_arch_arm_m.is_usable(&config, &entry));
}

static uint32_t word(const uint8_t *code, unsigned int at)
{
	return code[at] | code[at + 1] << 8 | code[at + 2] << 16 |
	       (uint32_t)code[at + 3] << 24;
}

static void stubs(void **state)
{
	const struct core_entry entry = {
		.address = 0x80001000,
		.words = { 0x20001000, 0x80001235 },
	};
	uint8_t code[RESET_STUB_SIZE];

	(void)state;
	core_arch_arm_m.make_stub(code, 0x10000000, &entry);
	assert_int_equal(word(code, 0), 0x20001000);
	assert_int_equal(word(code, 4), 0x10000009);
	/* ldr, ldr, str, ldr, bx, nop, as an assembler has them */
	assert_int_equal(word(code, 8), 0x49034802);
	assert_int_equal(word(code, 12), 0x48036001);
	assert_int_equal(word(code, 16), 0xbf004700);
	assert_int_equal(word(code, 20), 0xe000ed08);
	assert_int_equal(word(code, 24), 0x80001000);
	assert_int_equal(word(code, 28), 0x80001235);
	memset(code, 0xff, sizeof(code));
	core_arch_riscv.make_stub(code, 0x80000000, &entry);
	assert_int_equal(word(code, 0), 0x00000297);
	assert_int_equal(word(code, 16), 0x80001000);
	assert_int_equal(word(code, 28), 0);
}

static void arm_registers(void **state)
{
	static const char text[] =
		"R00=00000001 R01=00000002\n"
		"R00=00000000 R01=00000001 R02=00000002 R03=00000003\n"
		"R04=00000004 R05=00000005 R06=00000006 R07=00000007\n"
		"R08=00000008 R09=00000009 R10=0000000a R11=0000000b\n"
		"R12=0000000c R13=2000000d R14=fffffffe R15=0000000f\n"
		"XPSR=61000003 -ZC- T handler\n";
	char cut[sizeof(text)];
	uint64_t regs[CORE_REGS_MAX];

	(void)state;
	assert_true(core_arch_arm_m.parse_registers(text, regs));
	for (unsigned int i = 0; i < 13; i++)
		assert_int_equal(regs[i], i);
	assert_true(regs[13] == 0x2000000d && regs[14] == 0xfffffffe);
	assert_true(regs[15] == 15 && regs[16] == 0x61000003);
	assert_true(core_arch_arm_m.is_in_handler(regs));
	regs[16] &= ~0x1ffull;
	assert_false(core_arch_arm_m.is_in_handler(regs));
	assert_false(core_arch_arm_m.parse_registers("R00=00000000", regs));
	assert_false(core_arch_arm_m.parse_registers("R00=x", regs));
	/* all are there, but one is no number */
	memcpy(cut, text, sizeof(text));
	memset(strstr(cut, "R07=") + 4, '?', 8);
	assert_false(core_arch_arm_m.parse_registers(cut, regs));
	assert_false(core_arch_arm_m.parse_registers("", regs));
}

static void riscv_registers(void **state)
{
	static const char text[] =
		"\r\nCPU#0\r\n V      =   0\r\n pc       0000000080000012\r\n"
		" mhartid  0000000000000000\r\n mepc     00000000deadbeef\r\n"
		" x0/zero  0000000000000000 x1/ra    0000000000000001"
		" x2/sp    0000000000000002 x3/gp    0000000000000003\r\n"
		" x4/tp    0000000000000004 x5/t0    0000000000000005"
		" x6/t1    0000000000000006 x7/t2    0000000000000007\r\n"
		" x8/s0    0000000000000008 x9/s1    0000000000000009"
		" x10/a0   000000000000000a x11/a1   000000000000000b\r\n"
		" x12/a2   000000000000000c x13/a3   000000000000000d"
		" x14/a4   000000000000000e x15/a5   000000000000000f\r\n"
		" x16/a6   0000000000000010 x17/a7   0000000000000011"
		" x18/s2   0000000000000012 x19/s3   0000000000000013\r\n"
		" x20/s4   0000000000000014 x21/s5   0000000000000015"
		" x22/s6   0000000000000016 x23/s7   0000000000000017\r\n"
		" x24/s8   0000000000000018 x25/s9   0000000000000019"
		" x26/s10  000000000000001a x27/s11  000000000000001b\r\n"
		" x28/t3   000000000000001c x29/t4   000000000000001d"
		" x30/t5   000000000000001e x31/t6   ffffffffffffffff\r\n"
		" f0/ft0   0000000000000000\r\n";
	uint64_t regs[CORE_REGS_MAX];

	(void)state;
	assert_true(core_arch_riscv.parse_registers(text, regs));
	assert_true(regs[0] == 0x80000012);
	for (unsigned int i = 1; i < 31; i++)
		assert_int_equal(regs[i], i);
	assert_true(regs[31] == UINT64_MAX);
	assert_false(core_arch_riscv.parse_registers(" pc  1 x1/ra 2", regs));
	assert_false(core_arch_riscv.parse_registers("", regs));
}

static void one_register(void **state)
{
	const char *end = "";

	(void)state;
	assert_int_equal(core_arch_register("a=1f b=2", "a=", &end), 0x1f);
	assert_string_equal(end, " b=2");
	assert_int_equal(core_arch_register(end, "a=", &end), 0);
	assert_null(end);
	/* so that a row of them is asked for without a look in between */
	assert_int_equal(core_arch_register(end, "b=", &end), 0);
	assert_null(end);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),
		cmocka_unit_test(entries),
		cmocka_unit_test(entry_at_0),
		cmocka_unit_test(stubs),
		cmocka_unit_test(arm_registers),
		cmocka_unit_test(riscv_registers),
		cmocka_unit_test(one_register),
	};

	return unit_run(tests);
}
