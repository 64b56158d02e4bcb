// SPDX-License-Identifier: GPL-2.0-only
#include "report.h"

#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/vmalloc.h>

#define REPORT_SIZE (512 * 1024)

/* One test runs at a time, under ta_test.c's lock. */
static char *text;
static size_t used;

int report_init(void)
{
	text = vzalloc(REPORT_SIZE);
	return text ? 0 : -ENOMEM;
}

void report_exit(void)
{
	vfree(text);
}

void report_clear(void)
{
	used = 0;
}

ssize_t report_read(char __user *to, size_t count, loff_t *position)
{
	return simple_read_from_buffer(to, count, position, text, used);
}

static void add(const char *prefix, const char *format, va_list args)
{
	used += scnprintf(text + used, REPORT_SIZE - used, "%s", prefix);
	used += vscnprintf(text + used, REPORT_SIZE - used, format, args);
	used += scnprintf(text + used, REPORT_SIZE - used, "\n");
}

bool report(bool good, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add(good ? "ok - " : "not ok - ", format, args);
	va_end(args);
	return good;
}

bool report_result(u32 got, u32 want, const char *name)
{
	if (report(got == want, "%s: %#x", name, want))
		return true;
	diag("got %#x", got);
	return false;
}

void diag(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add("# ", format, args);
	va_end(args);
}
