// SPDX-License-Identifier: GPL-2.0-only
/*
 * Watchdog: an interrupt of the SoC that comes when the remote processor does not
 * answer any more. It may stay asserted until the remote processor is held in
 * reset, so it is enabled while that runs, and until it has come once.
 */
#include "rproc_watchdog.h"

#include <linux/bitops.h>
#include <linux/device.h>
#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/platform_device.h>

#include "rproc_state.h"

static void watchdog_work(struct work_struct *work)
{
	struct rproc_watchdog *watchdog =
		container_of(work, struct rproc_watchdog, work);

	rproc_crash_told(watchdog->rproc, &watchdog->fired, RPROC_WATCHDOG);
}

static irqreturn_t watchdog_irq(int irq, void *data)
{
	struct rproc_watchdog *watchdog = data;

	if (test_and_clear_bit(0, &watchdog->armed)) {
		disable_irq_nosync(irq);
		set_bit(0, &watchdog->fired);
		schedule_work(&watchdog->work);
	}

	return IRQ_HANDLED;
}

/**
 * rproc_watchdog_arm() - from now on the watchdog tells of a crash
 * @watchdog: the watchdog
 *
 * What it has told of an earlier run does not count.
 *
 * Context: a start or attach operation, before the remote processor runs.
 */
void rproc_watchdog_arm(struct rproc_watchdog *watchdog)
{
	if (!watchdog->irq)
		return;

	clear_bit(0, &watchdog->fired);
	if (test_and_set_bit(0, &watchdog->armed))
		return;
	/* an edge while it was disabled, if the interrupt controller can forget */
	irq_set_irqchip_state(watchdog->irq, IRQCHIP_STATE_PENDING, false);
	enable_irq(watchdog->irq);
}

/**
 * rproc_watchdog_disarm() - the watchdog tells nothing any more
 * @watchdog: the watchdog
 *
 * Context: the remote processor is stopped, or left to itself.
 */
void rproc_watchdog_disarm(struct rproc_watchdog *watchdog)
{
	if (watchdog->irq && test_and_clear_bit(0, &watchdog->armed))
		disable_irq(watchdog->irq);
}

static void watchdog_cancel(void *data)
{
	struct rproc_watchdog *watchdog = data;

	cancel_work_sync(&watchdog->work);
}

/**
 * rproc_watchdog_init() - get the watchdog's interrupt
 * @pdev: the remote processor's device
 * @rproc: the remote processor, allocated
 * @watchdog: filled in; given back when @pdev is unbound
 *
 * Return: 0, also if there is none; or a negative errno, the reason is logged.
 */
int rproc_watchdog_init(struct platform_device *pdev, struct rproc *rproc,
			struct rproc_watchdog *watchdog)
{
	struct device *dev = &pdev->dev;
	int irq;
	int ret;

	irq = platform_get_irq_optional(pdev, 0);
	if (irq == -ENXIO)
		return 0;
	if (irq < 0)
		return dev_err_probe(dev, irq, "no watchdog interrupt\n");

	watchdog->rproc = rproc;
	watchdog->irq = irq;
	INIT_WORK(&watchdog->work, watchdog_work);
	/* once the interrupt is given back */
	ret = devm_add_action(dev, watchdog_cancel, watchdog);
	if (ret)
		return ret;
	/* an edge while it is disabled waits in hardware, not in the kernel */
	irq_set_status_flags(irq, IRQ_DISABLE_UNLAZY);
	ret = devm_request_irq(dev, irq, watchdog_irq, IRQF_NO_AUTOEN,
			       dev_name(dev), watchdog);
	if (ret)
		return dev_err_probe(dev, ret,
				     "can't have the watchdog interrupt\n");

	return 0;
}
