// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * A driver under test that waits for longer than it would: a firmware that has half a
 * second to end may need more on a busy machine, and that is then no verdict on either.
 *
 * Parameter patience: seconds that each of its waits for a completion has, 0 for its own.
 */
#include "hooks.h"

#include <linux/jiffies.h>
#include <linux/moduleparam.h>

static unsigned int patience;
module_param(patience, uint, 0644);

static int wait_enter(struct kprobe *kp, struct pt_regs *regs)
{
	unsigned int seconds = READ_ONCE(patience);

	if (seconds && hooks_called_by_driver(regs))
		regs->regs[1] = (unsigned long)seconds * HZ;

	return 0;
}

static const char *const wait_names[] = { "wait_for_completion_timeout", NULL };
static struct kprobe wait_probe = { .pre_handler = wait_enter };

int patience_hooks_register(void)
{
	return hooks_register_kprobe(&wait_probe, wait_names);
}

void patience_hooks_unregister(void)
{
	unregister_kprobe(&wait_probe);
}
