// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * What the drivers under test hold: sessions, shared memory, mappings. The
 * numbers count from when this module was loaded, so they may go below 0.
 *
 * And the copies (kmemdup) that they and the remoteproc core have made since and
 * that nobody has freed: the resource table has no other way to be kept.
 *
 * Parameters: sessions, shms, mappings, copies.
 */
#include "hooks.h"

#include <linux/atomic.h>
#include <linux/err.h>
#include <linux/moduleparam.h>
#include <linux/string.h>
#include <linux/tee_drv.h>

#include <trace/events/kmem.h>

#define COPIES_MAX 64 /* some are held at a time, of a few bytes each */

static int sessions;
module_param(sessions, int, 0444);
static int shms;
module_param(shms, int, 0444);
static int mappings;
module_param(mappings, int, 0444);

static unsigned int mapped_so_far;

static const void *copied[COPIES_MAX]; /* NULL: a free place */
static int copies;
module_param(copies, int, 0444);

static DEFINE_RAW_SPINLOCK(lock); /* probes run on all CPUs at once */

static void add(int *number, int n)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&lock, flags);
	*number += n;
	raw_spin_unlock_irqrestore(&lock, flags);
}

struct call {
	struct tee_ioctl_open_session_arg *open;
};

/* --- what is taken: counted on return, if there was something to take */

static int taken_enter(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	struct call *call = (void *)ri->data;

	if (!hooks_called_by_driver(regs))
		return 1;
	call->open = (void *)regs->regs[1];
	return 0;
}

static int opened(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	struct call *call = (void *)ri->data;

	if (!(int)regs_return_value(regs) && !call->open->ret)
		add(&sessions, 1);
	return 0;
}

static int shared(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	if (!IS_ERR((void *)regs_return_value(regs)))
		add(&shms, 1);
	return 0;
}

static int mapped(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	if (regs_return_value(regs)) {
		add(&mappings, 1);
		mapped_so_far++;
	}
	return 0;
}

/* one more than there is room for is a leak in any case */
static int copied_return(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	const void *copy = (void *)regs_return_value(regs);
	unsigned long flags;
	size_t i;

	if (!copy)
		return 0;
	raw_spin_lock_irqsave(&lock, flags);
	for (i = 0; i < COPIES_MAX && copied[i]; i++)
		;
	if (i < COPIES_MAX)
		copied[i] = copy;
	WRITE_ONCE(copies, copies + 1);
	raw_spin_unlock_irqrestore(&lock, flags);

	return 0;
}

static int copied_enter(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	char by[64];

	if (!hooks_called_by_driver(regs) && !hooks_called_by_core(regs))
		return 1;
	/* that of the operations lives as long as the device */
	hooks_name_caller(regs, by, sizeof(by));
	return !!strstr(by, "rproc_alloc");
}

#define TAKEN(FUNCTION, HANDLER)                                          \
	{                                                                 \
		.kp.symbol_name = FUNCTION, .entry_handler = taken_enter, \
		.handler = HANDLER, .data_size = sizeof(struct call),     \
		.maxactive = 16                                           \
	}

static struct kretprobe taken[] = {
	TAKEN("tee_client_open_session", opened),
	TAKEN("tee_shm_register_kernel_buf", shared),
	TAKEN("tee_shm_alloc_kernel_buf", shared),
	TAKEN("memremap", mapped),
};

static struct kretprobe copy_probe = {
	.entry_handler = copied_enter,
	.handler = copied_return,
	.maxactive = 16,
};

static const char *const copy_names[] = { "kmemdup", "kmemdup_noprof", NULL };

/* --- what is given back */

struct given {
	struct kprobe kp;
	int *number;
};

static int given_enter(struct kprobe *kp, struct pt_regs *regs)
{
	struct given *given = container_of(kp, struct given, kp);

	if (hooks_called_by_driver(regs))
		add(given->number, -1);
	return 0;
}

#define GIVEN(FUNCTION, NUMBER)                                                \
	{                                                                      \
		.kp = { .symbol_name = FUNCTION, .pre_handler = given_enter }, \
		.number = NUMBER                                               \
	}

static struct given given[] = {
	GIVEN("tee_client_close_session", &sessions),
	GIVEN("tee_shm_free", &shms),
	GIVEN("memunmap", &mappings),
};

/* A tracepoint, as kfree() is called too often for a probe */
static void freed(void *unused, unsigned long call_site, const void *copy)
{
	unsigned long flags;
	size_t i;

	if (!copy || !READ_ONCE(copies))
		return;
	raw_spin_lock_irqsave(&lock, flags);
	for (i = 0; i < COPIES_MAX; i++) {
		if (copied[i] != copy)
			continue;
		copied[i] = NULL;
		WRITE_ONCE(copies, copies - 1);
		break;
	}
	raw_spin_unlock_irqrestore(&lock, flags);
}

void hooks_count_mappings(int *now, unsigned int *so_far)
{
	*now = READ_ONCE(mappings);
	*so_far = READ_ONCE(mapped_so_far);
}

static void unregister_taken(size_t n)
{
	while (n--)
		unregister_kretprobe(&taken[n]);
}

static void unregister_given(size_t n)
{
	while (n--)
		unregister_kprobe(&given[n].kp);
}

static int register_copy_probe(void)
{
	const char *const *name;
	int ret = -ENOENT;

	for (name = copy_names; *name && ret; name++) {
		copy_probe.kp.symbol_name = *name;
		copy_probe.kp.addr = NULL;
		ret = register_kretprobe(&copy_probe);
	}

	return ret;
}

int balance_register(void)
{
	size_t t, g;
	int ret;

	for (t = 0; t < ARRAY_SIZE(taken); t++) {
		ret = register_kretprobe(&taken[t]);
		if (ret)
			goto unregister_t;
	}
	for (g = 0; g < ARRAY_SIZE(given); g++) {
		ret = register_kprobe(&given[g].kp);
		if (ret)
			goto unregister_g;
	}

	ret = register_trace_kfree(freed, NULL);
	if (ret)
		goto unregister_g;
	ret = register_copy_probe();
	if (ret)
		goto unregister_trace;

	return 0;

unregister_trace:
	unregister_trace_kfree(freed, NULL);
	tracepoint_synchronize_unregister();
unregister_g:
	unregister_given(g);
unregister_t:
	unregister_taken(t);
	return ret;
}

void balance_unregister(void)
{
	unregister_kretprobe(&copy_probe);
	unregister_trace_kfree(freed, NULL);
	tracepoint_synchronize_unregister(); /* it is in this module */
	unregister_given(ARRAY_SIZE(given));
	unregister_taken(ARRAY_SIZE(taken));
}
