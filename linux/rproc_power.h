/* SPDX-License-Identifier: GPL-2.0-only */
/* Power domain and clocks of a remote processor. */
#ifndef RPROC_POWER_H
#define RPROC_POWER_H

#include <linux/types.h>

struct clk_bulk_data;
struct device;

/**
 * struct rproc_power - what a remote processor needs to run
 * @dev: its device, whose power domain it is
 * @clocks: all its clocks
 * @clock_count: so many
 * @on: it has power and clocks from here
 */
struct rproc_power {
	struct device *dev;
	struct clk_bulk_data *clocks;
	int clock_count;
	bool on;
};

int rproc_power_init(struct device *dev, struct rproc_power *power);
int rproc_power_on(struct rproc_power *power);
void rproc_power_off(struct rproc_power *power);

#endif /* RPROC_POWER_H */
