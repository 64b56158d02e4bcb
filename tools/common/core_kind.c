// SPDX-License-Identifier: BSD-2-Clause
#include "core_kind.h"

#include <string.h>

#include <teeproc/elf.h>

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
		.qemu = "arm",
		.machine = "mps2-an386",
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
		.qemu = "arm",
		.machine = "mps2-an505",
	},
};

const struct core_kind *core_kind_find(const char *compatible)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (!strcmp(kinds[i].compatible, compatible))
			return &kinds[i];
	return NULL;
}
