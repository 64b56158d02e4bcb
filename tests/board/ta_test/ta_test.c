// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test client of the remoteproc Trusted Application. In debugfs, folder
 * teeproc_ta_test: "TEST ARGUMENT..." written to `run` runs that test, and
 * `results` has what came of it.
 */
#include "core.h"
#include "report.h"
#include "tests.h"

#include <linux/debugfs.h>
#include <linux/device.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>

#define LINE_MAX 512
#define ARGS_MAX 8

static const struct test tests[] = {
	{ "state_table", "TA IMAGE", test_state_table },
	{ "input", "IMAGE", test_input },
	{ "cores", "IMAGE", test_cores },
	{ "sessions", "IMAGE", test_sessions },
	{ "logins", "TA", test_logins },
	{ "coredump", "IMAGE RESULT", test_coredump },
	{ "measurement", "IMAGE EXPECTED", test_measurement },
	{ "load_pieces", "IMAGE", test_load_pieces },
	{ "coredump_pieces", "IMAGE", test_coredump_pieces },
	{ "rsc_table", "TA IMAGE TABLE", test_rsc_table },
	{ "load", "TA IMAGE RESULT", test_load },
	{ "start", "TA CORE IMAGE TRACE", test_start },
	{ "hold", "TA CORE IMAGE STATE", test_hold },
	{ "race", "IMAGE EVIL WHAT ROUNDS HOW", test_race },
};

static DEFINE_MUTEX(running);
static struct dentry *folder;
struct device *test_device;

bool is_upstream(const char *arg)
{
	return !strcmp(arg, "upstream");
}

static unsigned int count_words(const char *text)
{
	unsigned int words = 0;

	for (; *text; text++)
		words += *text != ' ' && (!text[1] || text[1] == ' ');
	return words;
}

static const struct test *find_test(const char *name)
{
	size_t i;

	for (i = 0; name && i < ARRAY_SIZE(tests); i++)
		if (!strcmp(tests[i].name, name))
			return tests + i;
	return NULL;
}

/* The last argument is the rest of the line, so it may have spaces. */
static int run(char *line)
{
	const struct test *test = find_test(strsep(&line, " "));
	char *args[ARGS_MAX] = {};
	unsigned int want, n;

	if (!test)
		return -EINVAL;
	want = count_words(test->args);
	for (n = 0; line && n < want; n++)
		args[n] = n + 1 < want ? strsep(&line, " ") : line;
	if (n != want)
		return -EINVAL;
	test->run(args);
	return 0;
}

static ssize_t run_write(struct file *file, const char __user *from,
			 size_t count, loff_t *position)
{
	char *line;
	int ret;

	if (!count || count > LINE_MAX)
		return -EINVAL;
	line = memdup_user_nul(from, count);
	if (IS_ERR(line))
		return PTR_ERR(line);
	mutex_lock(&running);
	report_clear();
	ret = run(strim(line));
	mutex_unlock(&running);
	kfree(line);
	return ret ? ret : count;
}

static ssize_t results_read(struct file *file, char __user *to, size_t count,
			    loff_t *position)
{
	ssize_t ret;

	mutex_lock(&running);
	ret = report_read(to, count, position);
	mutex_unlock(&running);
	return ret;
}

static const struct file_operations run_ops = {
	.owner = THIS_MODULE,
	.open = simple_open,
	.write = run_write,
};

static const struct file_operations results_ops = {
	.owner = THIS_MODULE,
	.open = simple_open,
	.read = results_read,
	.llseek = default_llseek,
};

static int __init ta_test_init(void)
{
	int ret = report_init();

	if (ret)
		return ret;
	test_device = root_device_register("teeproc_ta_test");
	if (IS_ERR(test_device)) {
		report_exit();
		return PTR_ERR(test_device);
	}
	folder = debugfs_create_dir("teeproc_ta_test", NULL);
	debugfs_create_file("run", 0200, folder, NULL, &run_ops);
	debugfs_create_file("results", 0400, folder, NULL, &results_ops);
	return 0;
}

static void __exit ta_test_exit(void)
{
	debugfs_remove_recursive(folder);
	root_device_unregister(test_device);
	report_exit();
}

module_init(ta_test_init);
module_exit(ta_test_exit);

MODULE_DESCRIPTION("Test client of the remoteproc Trusted Application");
MODULE_LICENSE("GPL");
