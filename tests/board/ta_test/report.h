/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the tests report: lines "ok - ...", "not ok - ..." and "# ...", which the
 * script that has started them numbers and relays.
 */
#ifndef REPORT_H
#define REPORT_H

#include <linux/types.h>

int report_init(void);
void report_exit(void);

/* Forgets what was reported before. */
void report_clear(void);

/* Text so far, for the file that is read from user space. */
ssize_t report_read(char __user *to, size_t count, loff_t *position);

/* One test; returns @good. */
__printf(2, 3) bool report(bool good, const char *format, ...);

/* One test: two results of the TEE */
bool report_result(u32 got, u32 want, const char *name);

__printf(1, 2) void diag(const char *format, ...);

#endif /* REPORT_H */
