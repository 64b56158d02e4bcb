// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * The names that the public series for a TEE in remoteproc (its v22) gives to
 * its module, its driver on the TEE bus and its exports. A kernel with that
 * series loads the drivers of this project beside them.
 */
#include "public_names.h"

#include <linux/errno.h>
#include <linux/export.h>
#include <linux/module.h>
#include <linux/tee_drv.h>

int rproc_tee_parse_fw(struct rproc *rproc, const struct firmware *fw)
{
	return -EOPNOTSUPP;
}
EXPORT_SYMBOL_GPL(rproc_tee_parse_fw);

struct resource_table *
rproc_tee_find_loaded_rsc_table(struct rproc *rproc, const struct firmware *fw)
{
	return NULL;
}
EXPORT_SYMBOL_GPL(rproc_tee_find_loaded_rsc_table);

int rproc_tee_start(struct rproc *rproc)
{
	return -EOPNOTSUPP;
}
EXPORT_SYMBOL_GPL(rproc_tee_start);

int rproc_tee_stop(struct rproc *rproc)
{
	return -EOPNOTSUPP;
}
EXPORT_SYMBOL_GPL(rproc_tee_stop);

/* No application has this UUID: a device has one driver, which is to be ours. */
static const struct tee_client_device_id ids[] = {
	{ UUID_INIT(0x1c5d1f4e, 0x7d0b, 0x4c63, 0x9d, 0x0a, 0x53, 0x1e, 0x66,
		    0x22, 0x0b, 0x7a) },
	{}
};

static struct tee_client_driver driver = {
	.id_table = ids,
	.driver = {
		.name = KBUILD_MODNAME,
		.bus = &tee_bus_type,
	},
};

static int __init public_names_init(void)
{
	return driver_register(&driver.driver);
}
module_init(public_names_init);

static void __exit public_names_exit(void)
{
	driver_unregister(&driver.driver);
}
module_exit(public_names_exit);

MODULE_DESCRIPTION("Names of the public series for a TEE in remoteproc");
MODULE_LICENSE("Dual BSD/GPL");
