// SPDX-License-Identifier: GPL-2.0-only
/*
 * Platform driver: what the device tree says of a remote processor becomes a
 * remote processor of the remoteproc core.
 */
#include "teeproc_rproc.h"

#include <linux/device.h>
#include <linux/elf-em.h>
#include <linux/kref.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/pm.h>
#include <linux/pm_wakeup.h>
#include <linux/property.h>
#include <linux/string.h>
#include <linux/workqueue.h>

#include "compat.h"
#include "rproc_fix.h"
#include "rproc_identity.h"
#include "rproc_state.h"

#define AUTO_BOOT_MAX 16

static char *auto_boot[AUTO_BOOT_MAX];
static unsigned int auto_boot_count;
module_param_array(auto_boot, charp, &auto_boot_count, 0444);
MODULE_PARM_DESC(auto_boot,
		 "names of those that start as soon as they are there");

/**
 * teeproc_rproc_may_run() - is there a driver for what is about to run?
 * @rproc: the remote processor
 *
 * Every boot begins with prepare, but a recovery with load and start.
 *
 * Context: a prepare, load or start operation.
 * Return: 0, or -ENODEV when the driver goes.
 */
int teeproc_rproc_may_run(struct rproc *rproc)
{
	struct teeproc_rproc *trproc = rproc->priv;

	return trproc->leaving ? -ENODEV : 0;
}

/**
 * teeproc_rproc_prepare() - power on, and register the memories
 * @rproc: the remote processor
 *
 * Return: 0 or a negative errno; -ENODEV when the driver goes.
 */
int teeproc_rproc_prepare(struct rproc *rproc)
{
	struct teeproc_rproc *trproc = rproc->priv;
	int ret;

	ret = teeproc_rproc_may_run(rproc);
	if (ret)
		return ret;
	ret = rproc_power_on(&trproc->power);
	if (ret)
		return ret;

	ret = rproc_mem_add_carveouts(rproc, &trproc->mem);
	if (ret) {
		/* no unprepare follows */
		teeproc_rproc_forget(rproc);
		teeproc_rproc_power_down(rproc);
	}

	return ret;
}

static int unregister_virtio(struct device *dev, void *unused)
{
	struct platform_device *pdev = to_platform_device(dev);

	if (dev->bus == &platform_bus_type &&
	    !strcmp(pdev->name, "rproc-virtio"))
		platform_device_unregister(pdev);

	return 0;
}

/**
 * teeproc_rproc_forget() - the end of every boot and attachment
 * @rproc: the remote processor
 *
 * The core does not clean up after a parse_fw that fails: without this the
 * carveouts of prepare would be there twice at the next boot. And it knows of no
 * virtio device whose probe has failed: that would stay, and keep the remote processor.
 *
 * Context: an unprepare operation.
 */
void teeproc_rproc_forget(struct rproc *rproc)
{
	rproc_resource_cleanup(rproc);
	device_for_each_child(&rproc->dev, NULL, unregister_virtio);
}

/**
 * teeproc_rproc_power_down() - power off, but where it runs on
 * @rproc: the remote processor
 *
 * One that Linux is not attached to any more needs what it had.
 *
 * Context: the last of an unprepare operation; probe.
 */
void teeproc_rproc_power_down(struct rproc *rproc)
{
	struct teeproc_rproc *trproc = rproc->priv;

	rproc_watchdog_disarm(&trproc->watchdog);
	if (rproc->state != RPROC_DETACHED)
		rproc_power_off(&trproc->power);
}

/**
 * teeproc_rproc_kick() - the kick operation
 * @rproc: the remote processor
 * @vqid: id of the virtqueue that has a message
 */
void teeproc_rproc_kick(struct rproc *rproc, int vqid)
{
	struct teeproc_rproc *trproc = rproc->priv;

	rproc_mbox_kick(&trproc->mbox, vqid);
}

/**
 * teeproc_rproc_stopped() - result of the stop operation
 * @rproc: the remote processor
 * @ret: 0 or why it could not be stopped
 *
 * After a stop that fails the core keeps all resources, for another one. When
 * the driver goes there is no other, and nobody would ever free them. A remote
 * processor that runs on does no harm: its memory is reserved.
 *
 * Return: 0 or @ret.
 */
int teeproc_rproc_stopped(struct rproc *rproc, int ret)
{
	struct teeproc_rproc *trproc = rproc->priv;

	if (!ret)
		rproc_watchdog_disarm(&trproc->watchdog);
	if (!ret || !trproc->leaving)
		return ret;

	dev_err(&rproc->dev, "not stopped: it may run on without a driver\n");
	return 0;
}

/* Is there something to shut down? Then one shutdown will do. */
static bool teeproc_rproc_last_use(struct rproc *rproc)
{
	struct teeproc_rproc *trproc = rproc->priv;
	bool up;

	mutex_lock(&rproc->lock);
	trproc->leaving = true; /* no other boot */
	rproc->recovery_disabled = true;
	up = rproc_is_up(rproc) || rproc->state == RPROC_CRASHED;
	if (up)
		rproc_fix_last_use(rproc);
	mutex_unlock(&rproc->lock);

	return up;
}

/*
 * When the core deletes the remote processor, it shuts it down once and has the
 * driver's code and memories go, whatever came of that: a start that was counted
 * or a signal is enough for it to run on. So it is down before. What can come
 * between the two lines is one more start, a crash or a signal, and all of them
 * end.
 */
static void teeproc_rproc_leave(void *data)
{
	struct rproc *rproc = data;

	while (teeproc_rproc_last_use(rproc))
		rproc_shutdown(rproc);
}

/*
 * Some kernels leave the work of a crash behind that was told when the remote
 * processor was about to be deleted. It would find it there, and recover it.
 */
static void teeproc_rproc_cancel_crash(void *data)
{
	struct rproc *rproc = data;

	if (cancel_work_sync(&rproc->crash_handler))
		pm_relax(rproc->dev.parent);
}

/*
 * The core attaches to one that runs already in a work that outlives it, or in
 * its registration, which then fails: kernels differ. So it is done here, and
 * whatever comes of it, the remote processor is there and can be stopped.
 */
static void teeproc_rproc_attach(struct rproc *rproc)
{
	int ret = rproc_boot(rproc);

	if (ret)
		dev_warn(&rproc->dev,
			 "runs, and can't be attached to (%d): it stays detached\n",
			 ret);
}

/*
 * If the device can't be added, the core gives back a reference that is not its own: that
 * of who has allocated the remote processor. So there is one more meanwhile, which
 * takes its place. Nobody else has one of a device that was never there.
 */
static int teeproc_rproc_add(struct device *dev, struct rproc *rproc)
{
	struct device *added = &rproc->dev;
	int ret;

	get_device(added);
	ret = devm_rproc_add(dev, rproc);
	if (!ret || added->p || kref_read(&added->kobj.kref) > 1)
		put_device(added);

	return ret;
}

/* All that may report a crash or act on one ends before what it acts on. */
static int teeproc_rproc_register(struct device *dev, struct rproc *rproc)
{
	bool attach = rproc->auto_boot && rproc->state == RPROC_DETACHED;
	int ret;

	ret = devm_add_action_or_reset(dev, teeproc_rproc_cancel_crash, rproc);
	if (ret)
		return ret;

	if (attach)
		rproc->auto_boot = false;
	ret = teeproc_rproc_add(dev, rproc);
	if (ret)
		return dev_err_probe(dev, ret, "can't register\n");
	ret = devm_add_action_or_reset(dev, teeproc_rproc_leave, rproc);
	if (ret)
		return ret;

	if (attach)
		teeproc_rproc_attach(rproc);

	return 0;
}

static bool is_auto_boot(const struct rproc *rproc)
{
	unsigned int i;

	for (i = 0; i < auto_boot_count; i++)
		if (!strcmp(auto_boot[i], rproc->name))
			return true;

	return false;
}

static int teeproc_rproc_probe(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	struct device_node *np = dev->of_node;
	const struct teeproc_rproc_soc *soc = device_get_match_data(dev);
	const struct teeproc_rproc_mode *mode;
	const char *firmware = NULL;
	struct teeproc_rproc *trproc;
	struct rproc *rproc;
	int ret;

	if (!soc)
		return -ENODEV; /* bound by hand to what is none */

	/* of_property_present() is not in all kernels: 6.1.75 brought it */
	mode = device_property_present(dev, "teeproc,tee") ?
		       &teeproc_rproc_secure :
		       &teeproc_rproc_direct;
	if (mode->link) {
		ret = mode->link(dev);
		if (ret)
			return ret;
	}

	of_property_read_string(np, "firmware-name", &firmware);

	rproc = devm_rproc_alloc_by_alias(dev, soc->family, mode->ops, firmware,
					  sizeof(*trproc));
	if (!rproc)
		return -ENOMEM;
	trproc = rproc->priv;
	trproc->rproc = rproc;
	trproc->mode = mode;
	trproc->soc = soc;
	trproc->runs_on = of_property_read_bool(np, "teeproc,runs-on");
	rproc->auto_boot = is_auto_boot(rproc);
	platform_set_drvdata(pdev, rproc);

	ret = rproc_mem_parse(dev, &trproc->mem);
	if (ret)
		return ret;

	ret = rproc_power_init(dev, &trproc->power);
	if (ret)
		return ret;
	ret = mode->init(dev, trproc);
	if (ret)
		return ret;
	teeproc_rproc_power_down(rproc);
	/* again once there is no mailbox that could tell of a crash */
	ret = devm_add_action_or_reset(dev, teeproc_rproc_cancel_crash, rproc);
	if (ret)
		return ret;
	ret = rproc_mbox_init(dev, rproc, &trproc->mbox);
	if (ret)
		return ret;
	ret = rproc_watchdog_init(pdev, rproc, &trproc->watchdog);
	if (ret)
		return ret;

	return teeproc_rproc_register(dev, rproc);
}

/* From now on it is left as it is. */
static void teeproc_rproc_let_run(struct rproc *rproc)
{
	struct teeproc_rproc *trproc = rproc->priv;

	mutex_lock(&rproc->lock);
	trproc->leaving = true;
	rproc->recovery_disabled = true;
	mutex_unlock(&rproc->lock);
}

/*
 * Power-off, reboot and kexec: the driver stays bound, but nothing follows that
 * it could do. The next kernel finds no session, and the remote processor stopped
 * unless the device tree says that it runs on.
 */
static void teeproc_rproc_shutdown(struct platform_device *pdev)
{
	struct rproc *rproc = platform_get_drvdata(pdev);
	struct teeproc_rproc *trproc = rproc->priv;

	if (trproc->runs_on)
		teeproc_rproc_let_run(rproc);
	else
		teeproc_rproc_leave(rproc);
	teeproc_rproc_cancel_crash(rproc);
	if (trproc->mode->end)
		trproc->mode->end(trproc);
}

/* The Cortex-M4 of the virtual board */
static const struct teeproc_rproc_soc virt_m4 = {
	.family = "m4",
	.elf_machine = EM_ARM,
};

/* A Cortex-M33 that can be in its place */
static const struct teeproc_rproc_soc virt_m33 = {
	.family = "m33",
	.elf_machine = EM_ARM,
};

/* A RISC-V of 64 bits, the same */
static const struct teeproc_rproc_soc virt_rv64 = {
	.family = "rv64",
	.elf_machine = EM_RISCV,
};

/* Any other: what it differs in is not known. */
static const struct teeproc_rproc_soc generic = {};

static const struct of_device_id teeproc_rproc_of_match[] = {
	{ .compatible = "teeproc,virt-m4", .data = &virt_m4 },
	{ .compatible = "teeproc,virt-m33", .data = &virt_m33 },
	{ .compatible = "teeproc,virt-rv64", .data = &virt_rv64 },
	{ .compatible = "teeproc,remoteproc", .data = &generic },
	{}
};
MODULE_DEVICE_TABLE(of, teeproc_rproc_of_match);

/* No remove: all is device-managed, in the reverse order of the probe. */
static struct platform_driver teeproc_rproc_driver = {
	.probe = teeproc_rproc_probe,
	.shutdown = teeproc_rproc_shutdown,
	.driver = {
		.name = "teeproc_rproc",
		.of_match_table = teeproc_rproc_of_match,
		.dev_groups = teeproc_rproc_groups,
		.pm = pm_sleep_ptr(&teeproc_rproc_pm_ops),
	},
};
module_platform_driver(teeproc_rproc_driver);

MODULE_DESCRIPTION("Remote processor, loaded by Linux or by the TEE");
MODULE_LICENSE("GPL");
MODULE_IMPORT_NS(TEEPROC_NS);
