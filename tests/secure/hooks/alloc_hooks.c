// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * Allocations that fail: call number fail_alloc of a driver under test, or of
 * the remoteproc core, to one of the functions below (1 = the next) does not
 * happen and gives what the function gives when there is no memory.
 *
 * Parameters: fail_alloc (0 = none, and again 0 once it has happened), allocs
 * (calls seen), alloc_failed (which one it was), armed (sum of whose calls: 1 the
 * drivers', 2 the steps of the core's boot, 4 what the core calls itself, 8 the
 * probe of a virtio device).
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

/* Whose calls are looked at: bits */
#define DRIVER 1u
#define BOOT 2u
#define CORE 4u
#define VIRTIO 8u

struct alloc_hook {
	struct kprobe kp;
	unsigned int callers;
	enum failure failure;
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

#define HOOK(CALLERS, FAILURE, ...)                                \
	{                                                          \
		.kp.pre_handler = alloc_enter, .callers = CALLERS, \
		.failure = FAILURE, .names = {                     \
			__VA_ARGS__                                \
		}                                                  \
	}

static struct alloc_hook hooks[] = {
	/* All functions that allocate and that the drivers of linux/, or of series/, call */
	HOOK(DRIVER, FAIL_NULL, "devm_kmalloc"),
	HOOK(DRIVER, FAIL_NULL, "__devres_alloc_node"),
	HOOK(DRIVER, FAIL_NULL, "kasprintf"),
	HOOK(DRIVER, FAIL_NULL, "kstrdup"),
	HOOK(DRIVER, FAIL_NULL, "rproc_alloc"),
	HOOK(DRIVER | CORE, FAIL_NULL, "kmemdup", "kmemdup_noprof"),
	HOOK(DRIVER, FAIL_NULL, "memremap"),
	HOOK(DRIVER, FAIL_NULL, "vzalloc", "vzalloc_noprof"),
	HOOK(DRIVER, FAIL_NULL, "alloc_workqueue", "alloc_workqueue_noprof"),
	HOOK(DRIVER, FAIL_NULL, "rproc_mem_entry_init"),
	HOOK(DRIVER, FAIL_NULL, "device_link_add"),
	HOOK(DRIVER, FAIL_POINTER, "tee_shm_register_kernel_buf"),
	HOOK(DRIVER, FAIL_POINTER, "tee_shm_alloc_kernel_buf"),
	HOOK(DRIVER, FAIL_POINTER, "tee_client_open_context"),
	HOOK(DRIVER, FAIL_ERRNO, "tee_client_open_session"),
	HOOK(DRIVER, FAIL_ERRNO, "tee_client_invoke_func"),
	HOOK(DRIVER, FAIL_POINTER, "mbox_request_channel"),
	HOOK(DRIVER, FAIL_ERRNO, "rproc_coredump_add_segment"),
	HOOK(DRIVER, FAIL_ERRNO, "__devm_add_action", "devm_add_action"),
	HOOK(DRIVER, FAIL_ERRNO, "devm_rproc_add"),
	HOOK(DRIVER, FAIL_ERRNO, "devm_clk_bulk_get_all"),
	HOOK(DRIVER, FAIL_ERRNO, "devm_pm_runtime_enable"),
	HOOK(DRIVER, FAIL_ERRNO, "devm_request_threaded_irq"),
	HOOK(DRIVER, FAIL_NULL, "__devm_request_region"),
	/*
	 * Steps of the core's boot that allocate. Where a step is a function of
	 * the core's own it fails as a whole: what it calls for memory is called
	 * by all the kernel.
	 */
	HOOK(BOOT, FAIL_ERRNO, "rproc_handle_carveout"),
	HOOK(BOOT, FAIL_ERRNO, "rproc_handle_trace"),
	HOOK(BOOT, FAIL_ERRNO, "rproc_handle_vdev"),
	HOOK(BOOT, FAIL_ERRNO, "rproc_vdev_do_start"),
	/* the last step of an attachment that can fail */
	HOOK(CORE, FAIL_ERRNO, "device_add"),
	/*
	 * The core does not look whether this probe succeeded, and starts the
	 * firmware with nobody to talk to; the driver core calls it.
	 */
	HOOK(VIRTIO, FAIL_ERRNO, "rproc_virtio_probe"),
};

static bool is_armed(const struct alloc_hook *hook, const struct pt_regs *regs)
{
	unsigned int callers = READ_ONCE(armed) & hook->callers;

	return (callers & DRIVER && hooks_called_by_driver(regs)) ||
	       (callers & (BOOT | CORE) && hooks_called_by_core(regs)) ||
	       callers & VIRTIO;
}

static int alloc_enter(struct kprobe *kp, struct pt_regs *regs)
{
	struct alloc_hook *hook = container_of(kp, struct alloc_hook, kp);
	char by[64];

	if (!is_armed(hook, regs))
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
