/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * teeproc_rproc: platform driver of a remote processor that is described by
 * standard device tree properties alone. Private to the module.
 *
 * Two modes share everything that is not loading and starting:
 *   direct  Linux loads an ELF file and holds the reset line (rproc_direct.c)
 *   secure  the TEE authenticates, loads and starts          (rproc_secure.c)
 */
#ifndef TEEPROC_RPROC_H
#define TEEPROC_RPROC_H

#include <linux/pm.h>
#include <linux/remoteproc.h>
#include <linux/types.h>

#include "rproc_mbox.h"
#include "rproc_mem.h"
#include "rproc_power.h"
#include "rproc_watchdog.h"

struct attribute_group;
struct device;
struct teeproc_rproc_mode;
struct teeproc_rproc_soc;
struct reset_control;
struct teeproc;

/**
 * struct teeproc_rproc - private data of a remote processor
 * @rproc: the remote processor
 * @mem: its memories, as the device tree describes them
 * @mbox: its mailbox channels
 * @power: its power domain and clocks
 * @watchdog: its watchdog
 * @mode: how it is loaded and started
 * @soc: what is known of it by its compatible
 * @leaving: the driver goes, or Linux; @rproc's lock guards it
 * @runs_on: it is left running when Linux goes
 * @reset: direct mode: its reset line
 * @stock: direct mode: the operations that the remoteproc core brings
 * @tee: secure mode: its handle at the TEE
 */
struct teeproc_rproc {
	struct rproc *rproc;
	struct rproc_mem mem;
	struct rproc_mbox mbox;
	struct rproc_power power;
	struct rproc_watchdog watchdog;
	const struct teeproc_rproc_mode *mode;
	const struct teeproc_rproc_soc *soc;
	bool leaving;
	bool runs_on;

	struct reset_control *reset;
	struct rproc_ops stock;

	struct teeproc *tee;
};

/**
 * struct teeproc_rproc_soc - what a compatible says of a remote processor
 * @family: what the names of its kind begin with; NULL: they are the devices'
 * @elf_machine: e_machine of its firmware, direct mode; 0 if any will do
 */
struct teeproc_rproc_soc {
	const char *family;
	u16 elf_machine;
};

/**
 * struct teeproc_rproc_mode - how a remote processor is loaded and started
 * @ops: the operations for the remoteproc core
 * @link: optional: wait for who has charge of it, before all else
 * @init: get what the mode needs, before the remote processor is registered
 * @is_lost: does it not run any more, though nobody has stopped it?
 * @end: optional: give back what the next kernel must find free
 */
struct teeproc_rproc_mode {
	const struct rproc_ops *ops;
	int (*link)(struct device *dev);
	int (*init)(struct device *dev, struct teeproc_rproc *trproc);
	bool (*is_lost)(struct teeproc_rproc *trproc);
	void (*end)(struct teeproc_rproc *trproc);
};

extern const struct teeproc_rproc_mode teeproc_rproc_direct;
extern const struct teeproc_rproc_mode teeproc_rproc_secure;

/* rproc_measurement.c: attributes of the device; its drvdata is the rproc */
extern const struct attribute_group *teeproc_rproc_groups[];

/* rproc_pm.c; as above */
extern const struct dev_pm_ops teeproc_rproc_pm_ops;

/* Operations that both modes share */
int teeproc_rproc_may_run(struct rproc *rproc);
int teeproc_rproc_prepare(struct rproc *rproc);
void teeproc_rproc_forget(struct rproc *rproc);
void teeproc_rproc_power_down(struct rproc *rproc);
int teeproc_rproc_stopped(struct rproc *rproc, int ret);
void teeproc_rproc_kick(struct rproc *rproc, int vqid);

#endif /* TEEPROC_RPROC_H */
