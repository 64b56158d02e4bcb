// SPDX-License-Identifier: GPL-2.0-only
/*
 * Power: the power domain, by runtime PM, and the clocks of a remote processor
 * are on from before its memories are filled until after they are released.
 */
#include "rproc_power.h"

#include <linux/clk.h>
#include <linux/device.h>
#include <linux/pm_runtime.h>

/**
 * rproc_power_on() - give a remote processor power and clocks
 * @power: what it needs; nothing is done if it has it
 *
 * Context: probe, or with the remote processor's lock.
 * Return: 0 or a negative errno; the reason is logged.
 */
int rproc_power_on(struct rproc_power *power)
{
	int ret;

	if (power->on)
		return 0;

	ret = pm_runtime_resume_and_get(power->dev);
	if (ret) {
		dev_err(power->dev, "no power: %d\n", ret);
		/* it may be tried again */
		pm_runtime_set_suspended(power->dev);
		return ret;
	}
	ret = clk_bulk_prepare_enable(power->clock_count, power->clocks);
	if (ret) {
		dev_err(power->dev, "no clock: %d\n", ret);
		pm_runtime_put_sync(power->dev);
		return ret;
	}
	power->on = true;

	return 0;
}

/**
 * rproc_power_off() - what it was given is not needed any more
 * @power: what it had; nothing is done if it has not
 *
 * Context: as rproc_power_on(), and when the device is unbound.
 */
void rproc_power_off(struct rproc_power *power)
{
	if (!power->on)
		return;
	power->on = false;

	clk_bulk_disable_unprepare(power->clock_count, power->clocks);
	pm_runtime_put_sync(power->dev);
}

static void power_off(void *power)
{
	rproc_power_off(power);
}

/**
 * rproc_power_init() - get power domain and clocks, and switch them on
 * @dev: the remote processor's device
 * @power: filled in; off again when @dev is unbound
 *
 * Return: 0 or a negative errno; the reason is logged.
 */
int rproc_power_init(struct device *dev, struct rproc_power *power)
{
	int ret;

	power->dev = dev;
	power->clock_count = devm_clk_bulk_get_all(dev, &power->clocks);
	if (power->clock_count < 0)
		return dev_err_probe(dev, power->clock_count, "no clocks\n");
	ret = devm_pm_runtime_enable(dev);
	if (ret)
		return ret;
	ret = devm_add_action(dev, power_off, power);
	if (ret)
		return ret;

	return rproc_power_on(power);
}
