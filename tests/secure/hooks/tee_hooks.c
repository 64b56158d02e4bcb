// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * The TEE as it is in a bad hour: command number fail_tee that a driver under
 * test sends (1 = the next) is answered with tee_result. With tee_lost 0 the
 * TEE never gets it, with 1 it has carried it out by then.
 *
 * With tee_panic the TEE gets it, with an order to the Trusted Application of
 * tests/secure/panic_ta to panic, and what is answered is the TEE's own.
 *
 * Parameters: fail_tee (0 = none, and again 0 once it has happened), tee_result,
 * tee_lost, tee_panic (the order, 0 = none), tee_calls (commands seen), tee_us (of
 * each command id: microseconds in those that the TEE got), tee_command (id of
 * the one that failed), fail_open (session to be opened, likewise, with
 * tee_result); copied (bytes of memory-in that the driver had to copy);
 * panic_calls, panic_opens: orders that go with every command, and with every
 * session to be opened; fail_command (id of a command that fails each time, with
 * tee_result, 0 = none), no_tee (1: there is no TEE such as they look for);
 * lie_table (the answer to that resource-table command, 1 = the next, is a lie),
 * lie_pa, lie_size (the lower half of what it says of the table's place and size; 0:
 * the truth); lie_buffer (id of a command that says to have filled lie_size bytes of
 * its buffer each time that it has filled some, 0 = none).
 */
#include "hooks.h"

#include <linux/errno.h>
#include <linux/ktime.h>
#include <linux/math64.h>
#include <linux/moduleparam.h>
#include <linux/tee.h>
#include <linux/tee_drv.h>
/* where it is there, the flags of shared memory have moved there: see Kbuild */
#ifdef HAVE_TEE_CORE_H
#include <linux/tee_core.h>
#endif

#include <teeproc/ta.h>

#define ORIGIN_TRUSTED_APP 4
#define COMMANDS 7 /* the upstream Trusted Application's, from 1 on */

static unsigned int fail_tee;
module_param(fail_tee, uint, 0644);
static unsigned int tee_result;
module_param(tee_result, uint, 0644);
static unsigned int tee_lost;
module_param(tee_lost, uint, 0644);
static unsigned int tee_panic;
module_param(tee_panic, uint, 0644);
static unsigned int panic_calls;
module_param(panic_calls, uint, 0644);
static unsigned int panic_opens;
module_param(panic_opens, uint, 0644);
static unsigned int tee_calls;
module_param(tee_calls, uint, 0644);
static unsigned long tee_us[COMMANDS];
module_param_array(tee_us, ulong, NULL, 0644);
static unsigned int tee_command;
module_param(tee_command, uint, 0644);
static unsigned int fail_open;
module_param(fail_open, uint, 0644);
static unsigned int fail_command;
module_param(fail_command, uint, 0644);

static unsigned int lie_table;
module_param(lie_table, uint, 0644);
static unsigned int lie_pa;
module_param(lie_pa, uint, 0644);
static unsigned int lie_size;
module_param(lie_size, uint, 0644);

static unsigned int lie_buffer;
module_param(lie_buffer, uint, 0644);

static unsigned int no_tee;
module_param(no_tee, uint, 0644);

static unsigned long copied;
module_param(copied, ulong, 0644);

static void answer(struct tee_ioctl_invoke_arg *arg)
{
	arg->ret = tee_result;
	arg->ret_origin = ORIGIN_TRUSTED_APP;
}

/*
 * Bytes that go to the TEE in memory that is not the firmware's own: that of the
 * TEE subsystem, which a driver has to copy into.
 */
static unsigned long copied_for(const struct tee_param *params)
{
	const struct tee_param *memref = params + 1;

	if (memref->attr != TEE_IOCTL_PARAM_ATTR_TYPE_MEMREF_INPUT ||
	    !(memref->u.memref.shm->flags & TEE_SHM_POOL))
		return 0;
	return memref->u.memref.size;
}

/* where the drivers have 0 */
static void give_order(struct tee_param *params, unsigned int order)
{
	params[0].u.value.b = order;
}

/* int tee_client_invoke_func(ctx, arg, param) */
static int invoke_enter(struct kprobe *kp, struct pt_regs *regs)
{
	struct tee_ioctl_invoke_arg *arg = (void *)regs->regs[1];
	struct tee_param *params = (void *)regs->regs[2];

	if (!hooks_called_by_driver(regs))
		return 0;
	tee_calls++;
	copied += copied_for(params);
	give_order(params, panic_calls);
	if (arg->func != fail_command && (!fail_tee || tee_lost || --fail_tee))
		return 0;

	tee_command = arg->func;
	if (tee_panic) {
		give_order(params, tee_panic);
		return 0;
	}
	answer(arg);
	return hooks_return(regs, 0);
}

static const char *const invoke_names[] = { "tee_client_invoke_func", NULL };
static struct kprobe invoke_probe = { .pre_handler = invoke_enter };

/* The resource table is elsewhere, or as large as it is not; so is a buffer. */
static void lie(const struct tee_ioctl_invoke_arg *arg,
		struct tee_param *params)
{
	if (arg->func == lie_buffer && !arg->ret)
		params[1].u.memref.size = lie_size;
	if (arg->func != TEEPROC_TA_CMD_GET_RSC_TABLE || !lie_table ||
	    --lie_table)
		return;
	if (lie_pa)
		params[1].u.value.a = lie_pa;
	if (lie_size)
		params[2].u.value.a = lie_size;
}

struct invocation {
	struct tee_ioctl_invoke_arg *arg;
	struct tee_param *params;
	u64 from_ns;
	bool lost;
};

static int return_enter(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	struct invocation *invocation = (void *)ri->data;

	if (!hooks_called_by_driver(regs))
		return 1; /* not interested in its return */

	invocation->arg = (void *)regs->regs[1];
	invocation->params = (void *)regs->regs[2];
	invocation->lost = fail_tee && tee_lost && !--fail_tee;
	invocation->from_ns = ktime_get_ns();
	return 0;
}

static int invoke_return(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	struct invocation *invocation = (void *)ri->data;

	if (invocation->arg->func < COMMANDS)
		tee_us[invocation->arg->func] +=
			div_u64(ktime_get_ns() - invocation->from_ns,
				NSEC_PER_USEC);
	lie(invocation->arg, invocation->params);
	if (!invocation->lost)
		return 0;
	tee_command = invocation->arg->func;
	answer(invocation->arg);
	return 0;
}

static struct kretprobe return_probe = {
	.kp.symbol_name = "tee_client_invoke_func",
	.entry_handler = return_enter,
	.handler = invoke_return,
	.data_size = sizeof(struct invocation),
	.maxactive = 16,
};

/* int tee_client_open_session(ctx, arg, param) */
static int open_enter(struct kprobe *kp, struct pt_regs *regs)
{
	struct tee_ioctl_open_session_arg *arg = (void *)regs->regs[1];

	if (!hooks_called_by_driver(regs))
		return 0;
	give_order((void *)regs->regs[2], panic_opens);
	if (!fail_open || --fail_open)
		return 0;

	arg->ret = tee_result;
	arg->ret_origin = ORIGIN_TRUSTED_APP;
	return hooks_return(regs, 0);
}

static const char *const open_names[] = { "tee_client_open_session", NULL };
static struct kprobe open_probe = { .pre_handler = open_enter };

/* struct tee_context *tee_client_open_context(start, match, data, vers) */
static int context_enter(struct kprobe *kp, struct pt_regs *regs)
{
	if (!no_tee || !hooks_called_by_driver(regs))
		return 0;

	return hooks_return(regs, -ENOENT);
}

static const char *const context_names[] = { "tee_client_open_context", NULL };
static struct kprobe context_probe = { .pre_handler = context_enter };

static const struct hook hooks[] = {
	{ &invoke_probe, invoke_names },
	{ &open_probe, open_names },
	{ &context_probe, context_names },
};

int tee_hooks_register(void)
{
	int ret;

	/* of probes at one place the last registered is the first called */
	ret = register_kretprobe(&return_probe);
	if (ret)
		return ret;
	ret = hooks_register(hooks, ARRAY_SIZE(hooks));
	if (ret)
		unregister_kretprobe(&return_probe);

	return ret;
}

void tee_hooks_unregister(void)
{
	hooks_unregister(hooks, ARRAY_SIZE(hooks));
	unregister_kretprobe(&return_probe);
}
