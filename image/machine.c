// SPDX-License-Identifier: BSD-2-Clause
/* The list of machines. */
#include "teeproc/machine.h"

static const struct teeproc_machine machines[] = {
	/* r0 to r12, sp, lr, pc, cpsr or xpsr */
	{
		.machine = TEEPROC_EM_ARM,
		.name = "Arm",
		.num_regs = 17,
		.status_size = 148,
		.status_regs = 72,
	},
	/* x0 to x30, sp, pc, pstate */
	{
		.machine = TEEPROC_EM_AARCH64,
		.is64 = true,
		.name = "AArch64",
		.num_regs = 34,
		.status_size = 392,
		.status_regs = 112,
	},
	/* pc, x1 to x31 */
	{
		.machine = TEEPROC_EM_RISCV,
		.is64 = true,
		.name = "RISC-V",
		.num_regs = 32,
		.status_size = 376,
		.status_regs = 112,
	},
	{
		.machine = TEEPROC_EM_RISCV,
		.name = "RISC-V",
		.num_regs = 32,
		.status_size = 204,
		.status_regs = 72,
	},
};

#define NUM_MACHINES (sizeof(machines) / sizeof(machines[0]))

const struct teeproc_machine *teeproc_machine_find(uint32_t machine, bool is64)
{
	size_t n;

	for (n = 0; n < NUM_MACHINES; n++)
		if (machines[n].machine == machine && machines[n].is64 == is64)
			return &machines[n];
	return NULL;
}

const char *teeproc_machine_name(uint32_t machine)
{
	size_t n;

	for (n = 0; n < NUM_MACHINES; n++)
		if (machines[n].machine == machine)
			return machines[n].name;
	return NULL;
}
