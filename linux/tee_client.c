// SPDX-License-Identifier: GPL-2.0-only
/*
 * TEE client: where the remoteproc Trusted Application comes and goes, and
 * where a remote processor's driver gets its handle.
 *
 * The device tree says which application has charge of a remote processor:
 *
 *	teeproc,tee = <&tee_rproc ID>;
 *
 * with the application's UUID as compatible of the node tee_rproc. Its device
 * on the TEE bus becomes the supplier of the remote processor's device, so that
 * the driver core keeps the order: a driver is not probed before the TEE is
 * there, and it is unbound, which stops its remote processor, before the TEE
 * goes.
 */
#include "teeproc_tee.h"
#include "tee_client.h"

#include <linux/device.h>
#include <linux/export.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/of.h>
#include <linux/remoteproc.h>
#include <linux/slab.h>

#include <teeproc/ta.h>

static const struct tee_client_device_id tee_ids[] = {
	{ UUID_INIT(0x80a4c275, 0x0a47, 0x4905, 0x82, 0x85, 0x14, 0x86, 0xa9,
		    0x77, 0x1a, 0x08) }, /* TEEPROC_TA_UUID */
	{}
};
MODULE_DEVICE_TABLE(tee, tee_ids);

/* Nothing to probe: a device that is bound to it is there, that is all. */
static struct tee_client_driver tee_driver = {
	.id_table = tee_ids,
	.driver = {
		.name = "teeproc_tee",
		.bus = &tee_bus_type,
	},
};

static bool is_supported(const uuid_t *uuid)
{
	const struct tee_client_device_id *id = tee_ids;

	while (!uuid_is_null(&id->uuid) && !uuid_equal(&id->uuid, uuid))
		id++;

	return !uuid_is_null(&id->uuid);
}

/* @dev: whose property is read, and who tells what is wrong with it */
static int parse_node(struct device *dev, uuid_t *uuid, u32 *id)
{
	struct of_phandle_args args;
	const char *compatible;
	int ret;

	ret = of_parse_phandle_with_fixed_args(dev->of_node, "teeproc,tee", 1,
					       0, &args);
	if (ret) {
		dev_err(dev, "teeproc,tee: no node, or no id\n");
		return -EINVAL;
	}

	ret = of_property_read_string(args.np, "compatible", &compatible);
	if (!ret)
		ret = uuid_parse(compatible, uuid);
	of_node_put(args.np);
	if (ret) {
		dev_err(dev, "teeproc,tee: the node's compatible is no UUID\n");
		return -EINVAL;
	}
	if (!is_supported(uuid)) {
		dev_err(dev,
			"teeproc,tee: %pUb is no Trusted Application that this driver knows\n",
			uuid);
		return -EINVAL;
	}
	*id = args.args[0];

	return 0;
}

static int match_uuid(struct device *dev, const void *uuid)
{
	return uuid_equal(&to_tee_client_device(dev)->id.uuid, uuid);
}

/* Stays as long as both devices: the consumer is probed again with the supplier. */
static int link_to(struct device *dev, const uuid_t *uuid)
{
	struct device *supplier;
	int ret = -EPROBE_DEFER;

	supplier = bus_find_device(&tee_bus_type, NULL, uuid, match_uuid);
	if (!supplier)
		return dev_err_probe(dev, ret, "no %pUb at the TEE yet\n",
				     uuid);

	/* it must not be unbound between the look and the link */
	device_lock(supplier);
	if (supplier->driver == &tee_driver.driver)
		ret = device_link_add(dev, supplier,
				      DL_FLAG_AUTOPROBE_CONSUMER) ?
			      0 :
			      -ENOMEM;
	device_unlock(supplier);
	put_device(supplier);

	if (ret)
		dev_err_probe(dev, ret, "can't link to %pUb\n", uuid);

	return ret;
}

/**
 * teeproc_link() - wait for the Trusted Application that has a remote processor
 * @dev: its device, with the property teeproc,tee; in its probe
 *
 * First of all in a probe, since the probe comes here again and again until the
 * TEE is there: then nothing is to be undone, and nothing is logged.
 *
 * Return: 0; -EPROBE_DEFER as long as the TEE or its application is not there;
 * -EINVAL, logged, if the property names none that there could be; another
 * negative errno.
 */
int teeproc_link(struct device *dev)
{
	uuid_t uuid;
	u32 id;
	int ret;

	ret = parse_node(dev, &uuid, &id);

	return ret ? ret : link_to(dev, &uuid);
}
EXPORT_SYMBOL_NS_GPL(teeproc_link, TEEPROC_NS);

/**
 * teeproc_end() - end the session, before the device goes
 * @tee: the handle
 * @runs_on: the remote processor is to be left running
 *
 * For a driver's shutdown operation: what comes after this kernel finds no session
 * of it. Every operation fails from now on; the handle is still there.
 *
 * Context: takes the remote processor's lock; the remote processor is stopped,
 * but where it runs on.
 */
void teeproc_end(struct teeproc *tee, bool runs_on)
{
	mutex_lock(&tee->rproc->lock);
	if (tee->ctx) {
		/* what the TEE has not given back, it may by now */
		if (!runs_on)
			teeproc_release(tee);
		teeproc_close(tee);
	}
	mutex_unlock(&tee->rproc->lock);
}
EXPORT_SYMBOL_NS_GPL(teeproc_end, TEEPROC_NS);

static void teeproc_put(void *data)
{
	teeproc_end(data, false);
}

/**
 * devm_teeproc_get() - get a remote processor's handle at the TEE
 * @dev: its device, after teeproc_link()
 * @rproc: the remote processor, allocated and not yet registered
 *
 * Opens the session with the Trusted Application; it is closed when @dev is
 * unbound. Call it before devm_rproc_add(), so that the remote processor has
 * been stopped by then.
 *
 * Return: the handle, or an ERR_PTR.
 */
struct teeproc *devm_teeproc_get(struct device *dev, struct rproc *rproc)
{
	struct teeproc *tee;
	int ret;

	tee = devm_kzalloc(dev, sizeof(*tee), GFP_KERNEL);
	if (!tee)
		return ERR_PTR(-ENOMEM);
	tee->rproc = rproc;

	ret = parse_node(dev, &tee->uuid, &tee->id);
	if (ret)
		return ERR_PTR(ret);
	ret = teeproc_open(tee);
	if (ret)
		return ERR_PTR(ret);
	ret = devm_add_action_or_reset(dev, teeproc_put, tee);
	if (ret)
		return ERR_PTR(ret);

	return tee;
}
EXPORT_SYMBOL_NS_GPL(devm_teeproc_get, TEEPROC_NS);

static int __init teeproc_tee_init(void)
{
	return driver_register(&tee_driver.driver);
}
module_init(teeproc_tee_init);

static void __exit teeproc_tee_exit(void)
{
	driver_unregister(&tee_driver.driver);
}
module_exit(teeproc_tee_exit);

MODULE_DESCRIPTION("Remote processors in the charge of a TEE");
MODULE_LICENSE("GPL");
