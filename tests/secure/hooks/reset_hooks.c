// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * The reset line of direct mode, stuck.
 *
 * Parameter fail_assert: so many of the next times that the driver pulls it, it
 * stays as it is.
 */
#include "hooks.h"

#include <linux/errno.h>
#include <linux/moduleparam.h>

static unsigned int fail_assert;
module_param(fail_assert, uint, 0644);

static int assert_enter(struct kprobe *kp, struct pt_regs *regs)
{
	if (!fail_assert || !hooks_called_by_driver(regs))
		return 0;

	fail_assert--;
	return hooks_return(regs, -EIO);
}

static const char *const assert_names[] = { "reset_control_assert", NULL };
static struct kprobe assert_probe = { .pre_handler = assert_enter };

int reset_hooks_register(void)
{
	return hooks_register_kprobe(&assert_probe, assert_names);
}

void reset_hooks_unregister(void)
{
	unregister_kprobe(&assert_probe);
}
