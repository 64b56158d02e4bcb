// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The module: its parts, in the order in which their probes have to be. */
#include "hooks.h"

#include <linux/debugfs.h>
#include <linux/module.h>
#include <linux/printk.h>

static struct dentry *dir;

int hooks_register_kprobe(struct kprobe *kp, const char *const *names)
{
	int ret = -ENOENT;

	for (; *names && ret; names++) {
		kp->symbol_name = *names;
		ret = register_kprobe(kp);
	}
	if (ret)
		pr_err("teeproc_hooks: %s: can't be probed: %d\n",
		       kp->symbol_name, ret);

	return ret;
}

void hooks_unregister(const struct hook *hooks, size_t count)
{
	while (count--)
		unregister_kprobe(hooks[count].kp);
}

int hooks_register(const struct hook *hooks, size_t count)
{
	size_t i;
	int ret;

	for (i = 0; i < count; i++) {
		ret = hooks_register_kprobe(hooks[i].kp, hooks[i].names);
		if (ret) {
			hooks_unregister(hooks, i);
			return ret;
		}
	}

	return 0;
}

static int __init hooks_init(void)
{
	int ret;

	dir = debugfs_create_dir("teeproc_hooks", NULL);
	/*
	 * Of probes at one place the last registered comes first, and one that
	 * makes a function fail ends it there: what fails is not counted.
	 */
	ret = balance_register();
	if (ret)
		goto remove_dir;
	ret = tee_hooks_register();
	if (ret)
		goto unregister_balance;
	ret = alloc_hooks_register();
	if (ret)
		goto unregister_tee;
	ret = table_hooks_register(dir);
	if (ret)
		goto unregister_alloc;
	ret = other_client_register();
	if (ret)
		goto unregister_table;
	ret = core_hooks_register();
	if (ret)
		goto unregister_other;
	ret = reset_hooks_register();
	if (ret)
		goto unregister_core;
	ret = hold_hooks_register();
	if (ret)
		goto unregister_reset;
	ret = patience_hooks_register();
	if (ret)
		goto unregister_hold;

	return 0;

unregister_hold:
	hold_hooks_unregister();
unregister_reset:
	reset_hooks_unregister();
unregister_core:
	core_hooks_unregister();
unregister_other:
	other_client_unregister();
unregister_table:
	table_hooks_unregister();
unregister_alloc:
	alloc_hooks_unregister();
unregister_tee:
	tee_hooks_unregister();
unregister_balance:
	balance_unregister();
remove_dir:
	debugfs_remove_recursive(dir);
	return ret;
}
module_init(hooks_init);

static void __exit hooks_exit(void)
{
	patience_hooks_unregister();
	hold_hooks_unregister();
	reset_hooks_unregister();
	core_hooks_unregister();
	other_client_unregister();
	table_hooks_unregister();
	alloc_hooks_unregister();
	tee_hooks_unregister();
	balance_unregister();
	debugfs_remove_recursive(dir);
}
module_exit(hooks_exit);

MODULE_DESCRIPTION("Test hooks for teeproc_tee and teeproc_rproc");
MODULE_LICENSE("Dual BSD/GPL");
