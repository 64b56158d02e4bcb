// SPDX-License-Identifier: BSD-2-Clause
#include "core_kind.h"

#include <string.h>

#include <teeproc/machine.h>

/*
 * QEMU's "virt": its RAM is what only the core has, and at the end of it QEMU puts a
 * device tree at each reset. What is shared is the memory of a PCI device, and another
 * one is a second UART; the SoC maps both, so that firmware finds them in their place.
 */
static const char *const virt_options[] = {
	"-bios",   "none",
	"-m",	   "32M",
	"-device", "ivshmem-plain,memdev=shared,addr=1",
	"-device", "pci-serial,chardev=console,addr=2",
	NULL,
};

#define ECAM(device, offset) (0x30000000 + ((device) << 15) + (offset))
#define PCI_COMMAND 0x04
#define PCI_BAR(n) (0x10 + 4 * (n))

static const struct core_kind_write virt_after_reset[] = {
	{ ECAM(1, PCI_BAR(2)), 0x40000000 },
	{ ECAM(1, PCI_BAR(3)), 0 },
	{ ECAM(1, PCI_COMMAND), 2 }, /* memory */
	{ ECAM(2, PCI_BAR(0)), 0x1000 }, /* in the window at 0x0300_0000 */
	{ ECAM(2, PCI_COMMAND), 1 }, /* ports */
	{ 0, 0 },
};

/* 16 exceptions of the architecture, then the interrupts of the board */
static const struct core_kind kinds[] = {
	{
		.compatible = "teeproc,board-cortex-m4",
		.title = "Cortex-M4",
		.compiler = "arm-none-eabi-gcc -mcpu=cortex-m4 -mthumb",
		.arch = CORE_ARM_M,
		.elf_machine = TEEPROC_EM_ARM,
		.reset_da = 0,
		.exceptions = 16 + 32,
		.qemu = CORE_QEMU_ARM,
		.machine = "mps2-an386,memory-backend=shared",
		.uarts = 5,
	},
	{
		/* in its secure state, which it never leaves by itself */
		.compatible = "teeproc,board-cortex-m33",
		.title = "Cortex-M33",
		.compiler = "arm-none-eabi-gcc -mcpu=cortex-m33 -mthumb",
		.arch = CORE_ARM_M,
		.elf_machine = TEEPROC_EM_ARM,
		.reset_da = 0x10000000,
		.exceptions = 16 + 124,
		.qemu = CORE_QEMU_ARM,
		.machine = "mps2-an505,memory-backend=shared",
		.uarts = 5,
	},
	{
		.compatible = "teeproc,board-rv64",
		.title = "RISC-V 64",
		.compiler =
			"riscv64-unknown-elf-gcc -march=rv64imac -mabi=lp64 -mcmodel=medany",
		.arch = CORE_RISCV,
		.elf_machine = TEEPROC_EM_RISCV,
		.is64 = true,
		.reset_da = 0x80000000,
		.qemu = CORE_QEMU_RISCV64,
		.machine = "virt",
		.options = virt_options,
		.uarts = 1,
		.after_reset = virt_after_reset,
	},
};

const struct core_kind *core_kind_find(const char *compatible)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (!strcmp(kinds[i].compatible, compatible))
			return &kinds[i];
	return NULL;
}
