/* SPDX-License-Identifier: GPL-2.0-only */
/* Watchdog interrupt of a remote processor. */
#ifndef RPROC_WATCHDOG_H
#define RPROC_WATCHDOG_H

#include <linux/types.h>
#include <linux/workqueue.h>

struct platform_device;
struct rproc;

/**
 * struct rproc_watchdog - the interrupt that tells of a crash
 * @rproc: the remote processor
 * @irq: the interrupt; 0 if it has none
 * @armed: bit 0: the interrupt is enabled
 * @fired: bit 0: it has come since it was enabled, and is not reported yet
 * @work: reports the crash
 */
struct rproc_watchdog {
	struct rproc *rproc;
	int irq;
	unsigned long armed;
	unsigned long fired;
	struct work_struct work;
};

int rproc_watchdog_init(struct platform_device *pdev, struct rproc *rproc,
			struct rproc_watchdog *watchdog);
void rproc_watchdog_arm(struct rproc_watchdog *watchdog);
void rproc_watchdog_disarm(struct rproc_watchdog *watchdog);

#endif /* RPROC_WATCHDOG_H */
