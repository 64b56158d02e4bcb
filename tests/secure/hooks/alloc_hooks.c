// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * Allocations that fail: call number fail_alloc of a driver under test to one
 * of the functions below (1 = the next) does not happen and gives what the
 * function gives when there is no memory.
 *
 * Parameters: fail_alloc (0 = none, and again 0 once it has happened), allocs
 * (calls seen), alloc_failed (which one it was), armed (look at all: 1 at the
 * drivers' calls, 2 at some of the remoteproc core as well).
 */
#include "hooks.h"

#include <linux/atomic.h>
#include <linux/errno.h>
#include <linux/moduleparam.h>
#include <linux/string.h>

enum failure {
	FAIL_NULL, /* NULL */
	FAIL_POINTER, /* ERR_PTR(-ENOMEM) */
	FAIL_ERRNO, /* -ENOMEM */
};

struct alloc_hook {
	struct kprobe kp;
	enum failure failure;
	bool core; /* the core's calls, too */
	const char *names[4]; /* one of them, as kernels have it */
};

static unsigned int armed;
module_param(armed, uint, 0644);
static unsigned int fail_alloc;
module_param(fail_alloc, uint, 0644);
static unsigned int allocs;
module_param(allocs, uint, 0644);
static char alloc_failed[HOOKS_NAME_MAX];
module_param_string(alloc_failed, alloc_failed, sizeof(alloc_failed), 0644);

static int alloc_enter(struct kprobe *kp, struct pt_regs *regs);

#define HOOK(FAILURE, ...)                                                    \
	{                                                                     \
		.kp.pre_handler = alloc_enter, .failure = FAILURE, .names = { \
			__VA_ARGS__                                           \
		}                                                             \
	}

#define CORE_HOOK(FAILURE, ...)                                    \
	{                                                          \
		.kp.pre_handler = alloc_enter, .failure = FAILURE, \
		.core = true, .names = {                           \
			__VA_ARGS__                                \
		}                                                  \
	}

/* All functions that allocate and that the drivers of linux/ import */
static struct alloc_hook hooks[] = {
	HOOK(FAIL_NULL, "devm_kmalloc"),
	HOOK(FAIL_NULL, "devm_kstrdup"),
	HOOK(FAIL_NULL, "devm_rproc_alloc"),
	CORE_HOOK(FAIL_NULL, "kmemdup", "kmemdup_noprof"),
	HOOK(FAIL_NULL, "memremap"),
	HOOK(FAIL_NULL, "vzalloc", "vzalloc_noprof"),
	HOOK(FAIL_NULL, "alloc_workqueue", "alloc_workqueue_noprof"),
	HOOK(FAIL_NULL, "rproc_mem_entry_init"),
	HOOK(FAIL_NULL, "device_link_add"),
	HOOK(FAIL_POINTER, "tee_shm_register_kernel_buf"),
	HOOK(FAIL_POINTER, "tee_shm_alloc_kernel_buf"),
	HOOK(FAIL_POINTER, "tee_client_open_context"),
	HOOK(FAIL_POINTER, "mbox_request_channel_byname"),
	HOOK(FAIL_ERRNO, "rproc_coredump_add_segment"),
	HOOK(FAIL_ERRNO, "__devm_add_action", "devm_add_action"),
	HOOK(FAIL_ERRNO, "devm_rproc_add"),
	/* the core's alone: its last step that can fail */
	CORE_HOOK(FAIL_ERRNO, "device_add"),
};

static bool looked_at(const struct alloc_hook *hook, const struct pt_regs *regs)
{
	unsigned int now = READ_ONCE(armed);

	if (!now)
		return false;

	return hooks_called_by_driver(regs) ||
	       (now > 1 && hook->core && hooks_called_by_core(regs));
}

static int alloc_enter(struct kprobe *kp, struct pt_regs *regs)
{
	struct alloc_hook *hook = container_of(kp, struct alloc_hook, kp);
	char by[64];

	if (!looked_at(hook, regs))
		return 0;
	WRITE_ONCE(allocs, allocs + 1);
	if (!fail_alloc || --fail_alloc)
		return 0;

	hooks_name_caller(regs, by, sizeof(by));
	snprintf(alloc_failed, sizeof(alloc_failed), "%s in %s",
		 kp->symbol_name, by);
	switch (hook->failure) {
	case FAIL_NULL:
		return hooks_return(regs, 0);
	default:
		return hooks_return(regs, -ENOMEM);
	}
}

void alloc_hooks_unregister(void)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(hooks); i++)
		if (hooks[i].kp.addr)
			unregister_kprobe(&hooks[i].kp);
}

int alloc_hooks_register(void)
{
	size_t i;
	int ret;

	for (i = 0; i < ARRAY_SIZE(hooks); i++) {
		ret = hooks_register_kprobe(&hooks[i].kp, hooks[i].names);
		if (ret) {
			hooks[i].kp.addr = NULL;
			alloc_hooks_unregister();
			return ret;
		}
	}

	return 0;
}
