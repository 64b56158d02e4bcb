// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * The remoteproc core, interrupted: a shutdown whose caller has a signal pending
 * gives up if it has to wait for the remote processor's lock. And a crash that is
 * told in the middle of a probe, which then fails: the work of that crash, which
 * takes its time, must have ended before the remote processor is freed.
 *
 * Parameters: interrupt_shutdown (so many of the next shutdowns give up), shutdowns
 * (so many there were), boots (and boots and attachments, whoever asked for them),
 * crash_at_probe (1: the next probe is such a one, and again 0 once it has been),
 * freed_in_crash (remote processors that were freed while the work of a crash was to
 * come or under way).
 */
#include "hooks.h"

#include <linux/delay.h>
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/moduleparam.h>
#include <linux/remoteproc.h>
#include <linux/string.h>
#include <linux/workqueue.h>

#define CRASH_MS 500

static unsigned int interrupt_shutdown;
module_param(interrupt_shutdown, uint, 0644);

static unsigned int shutdowns;
module_param(shutdowns, uint, 0444);
static unsigned int boots;
module_param(boots, uint, 0444);
static unsigned int crash_at_probe;
module_param(crash_at_probe, uint, 0644);
static unsigned int freed_in_crash;
module_param(freed_in_crash, uint, 0644);

static bool slow; /* works of a crash take CRASH_MS */

static int lock_enter(struct kprobe *kp, struct pt_regs *regs)
{
	char by[64];

	if (!hooks_called_by_core(regs))
		return 0;
	hooks_name_caller(regs, by, sizeof(by));
	if (!strcmp(by, "rproc_boot"))
		boots++;
	if (strcmp(by, "rproc_shutdown"))
		return 0;

	shutdowns++;
	if (!interrupt_shutdown)
		return 0;
	interrupt_shutdown--;
	return hooks_return(regs, -EINTR);
}

/* the second is its name where lockdep is */
static const char *const lock_names[] = { "mutex_lock_interruptible",
					  "mutex_lock_interruptible_nested",
					  NULL };
static struct kprobe lock_probe = { .pre_handler = lock_enter };

/* int devm_rproc_add(dev, rproc) */
static int add_enter(struct kprobe *kp, struct pt_regs *regs)
{
	if (!crash_at_probe || !hooks_called_by_driver(regs))
		return 0;

	crash_at_probe = 0;
	WRITE_ONCE(slow, true);
	rproc_report_crash((struct rproc *)regs->regs[1], RPROC_FATAL_ERROR);
	return hooks_return(regs, -ENOMEM);
}

static const char *const add_names[] = { "devm_rproc_add", NULL };
static struct kprobe add_probe = { .pre_handler = add_enter };

static int crash_enter(struct kprobe *kp, struct pt_regs *regs)
{
	unsigned int ms;

	for (ms = 0; READ_ONCE(slow) && ms < CRASH_MS; ms++)
		mdelay(1);
	return 0;
}

static const char *const crash_names[] = { "rproc_crash_handler_work", NULL };
static struct kprobe crash_probe = { .pre_handler = crash_enter };

/* void rproc_type_release(dev) */
static int release_enter(struct kprobe *kp, struct pt_regs *regs)
{
	struct device *dev = (void *)regs->regs[0];

	if (work_busy(&container_of(dev, struct rproc, dev)->crash_handler))
		freed_in_crash++;
	WRITE_ONCE(slow, false);
	return 0;
}

static const char *const release_names[] = { "rproc_type_release", NULL };
static struct kprobe release_probe = { .pre_handler = release_enter };

static const struct hook hooks[] = {
	{ &lock_probe, lock_names },
	{ &add_probe, add_names },
	{ &crash_probe, crash_names },
	{ &release_probe, release_names },
};

int core_hooks_register(void)
{
	return hooks_register(hooks, ARRAY_SIZE(hooks));
}

void core_hooks_unregister(void)
{
	hooks_unregister(hooks, ARRAY_SIZE(hooks));
}
