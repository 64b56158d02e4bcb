// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * Who called the probed function?
 *
 * Parameters built_in, built_in_end: addresses from which and up to which the code of
 * a driver lies that is under test and is no module; 0 if all are.
 */
#include "hooks.h"

#include <linux/kallsyms.h>
#include <linux/moduleparam.h>
#include <linux/string.h>

static unsigned long built_in;
module_param(built_in, ulong, 0400);
static unsigned long built_in_end;
module_param(built_in_end, ulong, 0400);

static const char *const drivers[] = { "[teeproc_tee]", "[teeproc_rproc]",
				       "[remoteproc_tee]" };

/*
 * The buffer of a symbol is too large for a probe's stack; a probe's handler
 * has the CPU for itself.
 */
static DEFINE_PER_CPU(char[KSYM_SYMBOL_LEN], symbol);

/* The call, not what follows it: that may be another function */
static unsigned long call_site(const struct pt_regs *regs)
{
	return regs->regs[30] - 4;
}

static const char *caller(const struct pt_regs *regs)
{
	char *name = *this_cpu_ptr(&symbol);

	sprint_symbol_no_offset(name, call_site(regs));
	return name;
}

static bool called_by_built_in(const struct pt_regs *regs)
{
	unsigned long at = call_site(regs);

	return at >= built_in && at < built_in_end;
}

bool hooks_called_by_core(const struct pt_regs *regs)
{
	const char *name = caller(regs);

	if (called_by_built_in(regs))
		return false;
	/* it is in the kernel's image, never a module; virtio's work is its own */
	return (strstr(name, "rproc_") && !strchr(name, '[')) ||
	       strstr(name, "register_virtio_device");
}

bool hooks_called_by_driver(const struct pt_regs *regs)
{
	const char *name = caller(regs);
	size_t i;

	if (called_by_built_in(regs))
		return true;
	for (i = 0; i < ARRAY_SIZE(drivers); i++)
		if (strstr(name, drivers[i]))
			return true;

	return false;
}

void hooks_name_caller(const struct pt_regs *regs, char *name, size_t size)
{
	strscpy(name, caller(regs), size);
}
