// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* What the core calls and what has to fail: kprobes, since a stock kernel has no fault injection */
#include "core_fixes.h"

#include <linux/errno.h>
#include <linux/kprobes.h>
#include <linux/ptrace.h>
#include <linux/sched.h>
#include <linux/virtio.h>

static struct kprobe probe;
static struct task_struct *caller;
static const struct device *device;
static unsigned int failed;

static int end_with(struct pt_regs *regs, long value)
{
	failed++;
	regs->regs[0] = value;
	instruction_pointer_set(regs, regs->regs[30]);

	return 1;
}

static int enter_device_add(struct kprobe *kp, struct pt_regs *regs)
{
	if (current != caller || regs->regs[0] != (unsigned long)device)
		return 0;

	return end_with(regs, -ENOMEM);
}

/* The allocation of a virtio device, which nothing else here is as large as */
static int enter_kmalloc(struct kprobe *kp, struct pt_regs *regs)
{
	if (current != caller || regs->regs[2] != sizeof(struct virtio_device))
		return 0;

	return end_with(regs, 0);
}

static int fault(const char *symbol, kprobe_pre_handler_t enter)
{
	int ret;

	probe = (struct kprobe){ .symbol_name = symbol, .pre_handler = enter };
	caller = current;
	failed = 0;
	ret = register_kprobe(&probe);
	expect(!ret, "what is to fail can be probed");

	return ret;
}

int fault_device_add(struct rproc *rproc)
{
	device = &rproc->dev;
	return fault("device_add", enter_device_add);
}

int fault_virtio_device(void)
{
	return fault("__kmalloc_cache_noprof", enter_kmalloc);
}

unsigned int fault_none(void)
{
	unregister_kprobe(&probe);
	return failed;
}
