// SPDX-License-Identifier: BSD-2-Clause
/* The list of machines, against Linux' struct elf_prstatus of each. */
#include "unit.h"

#include "teeproc/elf.h"
#include "teeproc/machine.h"

#include "maker.h"

static void check(uint16_t number, bool is64, size_t num_regs, size_t regs_at,
		  size_t size)
{
	const struct teeproc_machine *machine =
		teeproc_machine_find(number, is64);

	assert_non_null(machine);
	assert_int_equal(machine->machine, number);
	assert_int_equal(machine->is64, is64);
	assert_int_equal(machine->num_regs, num_regs);
	assert_int_equal(machine->status_regs, regs_at);
	assert_int_equal(machine->status_size, size);
	assert_in_range(num_regs, 1, TEEPROC_MACHINE_REGS_MAX);
	assert_in_range(size, regs_at + num_regs * (is64 ? 8 : 4),
			TEEPROC_MACHINE_STATUS_MAX);
}

static void test_known(void **state)
{
	(void)state;
	check(TEEPROC_EM_ARM, false, 17, 72, 148);
	check(TEEPROC_EM_AARCH64, true, 34, 112, 392);
	check(TEEPROC_EM_RISCV, true, 32, 112, 376);
	check(TEEPROC_EM_RISCV, false, 32, 72, 204);
	assert_null(teeproc_machine_find(TEEPROC_EM_ARM, true));
	assert_null(teeproc_machine_find(TEEPROC_EM_AARCH64, false));
	assert_null(teeproc_machine_find(0, false));
	/* e_machine has no such number */
	assert_null(teeproc_machine_find(0x10000 + TEEPROC_EM_ARM, false));
}

static void test_names(void **state)
{
	(void)state;
	assert_string_equal(teeproc_machine_name(TEEPROC_EM_ARM), "Arm");
	assert_string_equal(teeproc_machine_name(TEEPROC_EM_AARCH64),
			    "AArch64");
	assert_string_equal(teeproc_machine_name(TEEPROC_EM_RISCV), "RISC-V");
	assert_null(teeproc_machine_name(3));
}

/* Files of all that are on it can be opened, and no others. */
static void test_files(void **state)
{
	static uint8_t bytes[0x200];
	static uint8_t file[0x1000];
	struct teeproc_elf elf;
	uint32_t number;
	int is64;

	(void)state;
	for (is64 = 0; is64 < 2; is64++) {
		struct maker maker = {
			.is64 = is64,
			.num = 1,
			.segments = { { 1, 5, 0x80000000, bytes, 0x200,
					0x200 } },
		};
		size_t size = maker_elf(&maker, file, sizeof(file));

		assert_true(size);
		for (number = 0; number <= UINT16_MAX; number++) {
			file[18] = (uint8_t)number;
			file[19] = (uint8_t)(number >> 8);
			assert_error(teeproc_elf_open(file, size, &elf),
				     teeproc_machine_name(number) ?
					     TEEPROC_IMAGE_OK :
					     TEEPROC_ELF_BAD_MACHINE);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_files),
	};

	return RUN_TESTS("machine", tests);
}
