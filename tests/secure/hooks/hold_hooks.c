// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * A command to the TEE that takes its time: with hold set to its id, a driver under
 * test waits before the TEE gets it, with all locks that it has, until hold is
 * something else; at most HOLD_S seconds.
 *
 * Parameters: hold (0 = none), held (1 while one waits).
 */
#include "hooks.h"

#include <linux/jiffies.h>
#include <linux/moduleparam.h>
#include <linux/tee_drv.h>
#include <linux/wait.h>

#define HOLD_S 60

static DECLARE_WAIT_QUEUE_HEAD(changed);
static unsigned int hold;
static unsigned int held;
module_param(held, uint, 0444);

static int hold_set(const char *value, const struct kernel_param *kp)
{
	int ret = param_set_uint(value, kp);

	wake_up(&changed);
	return ret;
}

static const struct kernel_param_ops hold_ops = { .set = hold_set,
						  .get = param_get_uint };
module_param_cb(hold, &hold_ops, &hold, 0644);

/*
 * Where the driver gets to in the place of tee_client_invoke_func(): it may sleep. The
 * call from here is no driver's, so no other hook counts it or makes it fail.
 */
static int held_invoke(struct tee_context *ctx,
		       struct tee_ioctl_invoke_arg *arg,
		       struct tee_param *param)
{
	WRITE_ONCE(held, 1);
	wait_event_timeout(changed, READ_ONCE(hold) != arg->func, HOLD_S * HZ);
	WRITE_ONCE(held, 0);

	return tee_client_invoke_func(ctx, arg, param);
}

static int invoke_enter(struct kprobe *kp, struct pt_regs *regs)
{
	const struct tee_ioctl_invoke_arg *arg = (void *)regs->regs[1];

	if (arg->func != READ_ONCE(hold) || !hooks_called_by_driver(regs))
		return 0;

	instruction_pointer_set(regs, (unsigned long)held_invoke);
	return 1;
}

static const char *const invoke_names[] = { "tee_client_invoke_func", NULL };
static struct kprobe invoke_probe = { .pre_handler = invoke_enter };

int hold_hooks_register(void)
{
	return hooks_register_kprobe(&invoke_probe, invoke_names);
}

void hold_hooks_unregister(void)
{
	unregister_kprobe(&invoke_probe);
}
