// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * Linux goes down, as far as one device sees of it.
 *
 * Parameter shutdown: written the name of a platform device, its driver's shutdown
 * operation is called, as at a power-off, a reboot and a kexec.
 */
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/moduleparam.h>
#include <linux/platform_device.h>
#include <linux/string.h>

static int shut_down(struct device *dev)
{
	int ret = -EOPNOTSUPP;

	device_lock(dev);
	if (dev->driver && to_platform_driver(dev->driver)->shutdown) {
		to_platform_driver(dev->driver)
			->shutdown(to_platform_device(dev));
		ret = 0;
	}
	device_unlock(dev);

	return ret;
}

static int shutdown_set(const char *value, const struct kernel_param *kp)
{
	struct device *dev;
	char name[64];
	int ret;

	if (strscpy(name, value, sizeof(name)) < 0)
		return -EINVAL;
	dev = bus_find_device_by_name(&platform_bus_type, NULL, strim(name));
	if (!dev)
		return -ENODEV;

	ret = shut_down(dev);
	put_device(dev);

	return ret;
}

static const struct kernel_param_ops shutdown_ops = { .set = shutdown_set };
module_param_cb(shutdown, &shutdown_ops, NULL, 0200);
