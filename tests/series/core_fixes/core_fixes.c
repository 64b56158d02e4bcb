// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * The module. Parameter test: the name of a test is written to have it run, and
 * reads as what was not as it should be: a sentence a line, nothing if all was.
 */
#include "core_fixes.h"

#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/string.h>
#include <linux/sysfs.h>

static const struct {
	const char *name;
	void (*run)(void);
} tests[] = {
	{ "attach-work", attach_work },
	{ "crash-relax", crash_relax },
	{ "crash-detached", crash_detached },
	{ "clean-table", clean_table },
	{ "subdevices-once", subdevices_once },
	{ "failed-recovery", failed_recovery },
	{ "failed-recovery-end", failed_recovery_end },
	{ "failed-attach-state", failed_attach_state },
	{ "failed-attach-table", failed_attach_table },
	{ "failed-parse", failed_parse },
	{ "virtio-probe", virtio_probe },
	{ "virtio-buffer", virtio_buffer },
	{ "add-reference", add_reference },
	{ "delete-stops", delete_stops },
};

static char wrong[2048];

bool expect(bool good, const char *sentence)
{
	if (!good) {
		if (wrong[0])
			strlcat(wrong, "\n", sizeof(wrong));
		strlcat(wrong, sentence, sizeof(wrong));
	}

	return good;
}

static int test_set(const char *value, const struct kernel_param *kp)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(tests); i++) {
		if (!sysfs_streq(value, tests[i].name))
			continue;
		wrong[0] = '\0';
		tests[i].run();
		return 0;
	}

	return -EINVAL;
}

static int test_get(char *buffer, const struct kernel_param *kp)
{
	return sysfs_emit(buffer, "%s\n", wrong);
}

static const struct kernel_param_ops test_ops = {
	.set = test_set,
	.get = test_get,
};
module_param_cb(test, &test_ops, NULL, 0600);

static int __init core_fixes_init(void)
{
	return remote_init();
}
module_init(core_fixes_init);

static void __exit core_fixes_exit(void)
{
	remote_exit();
}
module_exit(core_fixes_exit);

MODULE_DESCRIPTION("Tests of fixes of the remoteproc core");
MODULE_LICENSE("Dual BSD/GPL");
