// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Who called the probed function? */
#include "hooks.h"

#include <linux/kallsyms.h>
#include <linux/string.h>

static const char *const drivers[] = { "[teeproc_tee]", "[teeproc_rproc]" };

/*
 * The buffer of a symbol is too large for a probe's stack; a probe's handler
 * has the CPU for itself.
 */
static DEFINE_PER_CPU(char[KSYM_SYMBOL_LEN], symbol);

static const char *caller(const struct pt_regs *regs)
{
	char *name = *this_cpu_ptr(&symbol);

	/* the call, not what follows it: that may be another function */
	sprint_symbol_no_offset(name, regs->regs[30] - 4);
	return name;
}

bool hooks_called_by_core(const struct pt_regs *regs)
{
	const char *name = caller(regs);

	/* it is in the kernel's image, never a module; virtio's work is its own */
	return (strstr(name, "rproc_") && !strchr(name, '[')) ||
	       strstr(name, "register_virtio_device");
}

bool hooks_called_by_driver(const struct pt_regs *regs)
{
	const char *name = caller(regs);
	size_t i;

	for (i = 0; i < ARRAY_SIZE(drivers); i++)
		if (strstr(name, drivers[i]))
			return true;

	return false;
}

void hooks_name_caller(const struct pt_regs *regs, char *name, size_t size)
{
	strscpy(name, caller(regs), size);
}
