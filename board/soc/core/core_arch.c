// SPDX-License-Identifier: BSD-2-Clause
#include "core_arch.h"

#include <stdlib.h>
#include <string.h>

const struct core_arch *core_arch_of(const struct core_config *config)
{
	static const struct core_arch *const archs[] = {
		[CORE_ARM_M] = &core_arch_arm_m,
		[CORE_RISCV] = &core_arch_riscv,
	};

	return archs[config->kind->arch];
}

const struct teeproc_machine *core_machine(const struct core_config *config)
{
	return teeproc_machine_find(config->kind->elf_machine,
				    config->kind->is64);
}

uint64_t core_arch_register(const char *text, const char *name,
			    const char **end)
{
	const char *at = text ? strstr(text, name) : NULL;
	uint64_t value;
	char *behind;

	*end = NULL;
	if (!at)
		return 0;
	at += strlen(name);
	value = strtoull(at, &behind, 16);
	if (behind != at)
		*end = behind;
	return value;
}
