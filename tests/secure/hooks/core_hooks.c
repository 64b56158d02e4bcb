// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * The remoteproc core, interrupted: a shutdown whose caller has a signal pending
 * gives up if it has to wait for the remote processor's lock.
 *
 * Parameter interrupt_shutdown: so many of the next shutdowns do.
 */
#include "hooks.h"

#include <linux/errno.h>
#include <linux/moduleparam.h>
#include <linux/string.h>

static unsigned int interrupt_shutdown;
module_param(interrupt_shutdown, uint, 0644);

static int lock_enter(struct kprobe *kp, struct pt_regs *regs)
{
	char by[64];

	if (!interrupt_shutdown || !hooks_called_by_core(regs))
		return 0;
	hooks_name_caller(regs, by, sizeof(by));
	if (strcmp(by, "rproc_shutdown"))
		return 0;

	interrupt_shutdown--;
	return hooks_return(regs, -EINTR);
}

/* the second is its name where lockdep is */
static const char *const lock_names[] = { "mutex_lock_interruptible",
					  "mutex_lock_interruptible_nested",
					  NULL };
static struct kprobe lock_probe = { .pre_handler = lock_enter };

int core_hooks_register(void)
{
	return hooks_register_kprobe(&lock_probe, lock_names);
}

void core_hooks_unregister(void)
{
	unregister_kprobe(&lock_probe);
}
