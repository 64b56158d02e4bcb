// SPDX-License-Identifier: GPL-2.0-only
/*
 * The attribute "measurement" of a remote processor's device, in secure mode:
 * lines in hexadecimal, the hash over all that was loaded, then that of each
 * segment.
 */
#include "teeproc_rproc.h"

#include <linux/device.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/sysfs.h>

#include "teeproc_tee.h"

#define LINE_SIZE (2 * TEEPROC_MEASUREMENT_HASH + 1)

static ssize_t print_hashes(char *buf, const u8 *hashes, int count)
{
	ssize_t len = 0;
	int i;

	/* of very many segments there is no room: the first line covers them */
	if (count * LINE_SIZE >= PAGE_SIZE)
		count = 1;
	for (i = 0; i < count; i++)
		len += sysfs_emit_at(buf, len, "%*phN\n",
				     TEEPROC_MEASUREMENT_HASH,
				     hashes + i * TEEPROC_MEASUREMENT_HASH);

	return len;
}

static ssize_t measurement_show(struct device *dev,
				struct device_attribute *attr, char *buf)
{
	struct rproc *rproc = dev_get_drvdata(dev);
	struct teeproc_rproc *trproc = rproc->priv;
	u8 *hashes;
	int ret;

	ret = mutex_lock_interruptible(&rproc->lock);
	if (ret)
		return ret;
	ret = teeproc_measurement(trproc->tee, &hashes);
	mutex_unlock(&rproc->lock);
	if (ret < 0)
		return ret;

	ret = print_hashes(buf, hashes, ret);
	kfree(hashes);

	return ret;
}

/* Each look is a call to the TEE, with the remote processor locked. */
static DEVICE_ATTR_ADMIN_RO(measurement);

static struct attribute *measurement_attrs[] = {
	&dev_attr_measurement.attr,
	NULL,
};

static umode_t measurement_is_visible(struct kobject *kobj,
				      struct attribute *attr, int n)
{
	struct rproc *rproc = dev_get_drvdata(kobj_to_dev(kobj));
	struct teeproc_rproc *trproc = rproc->priv;

	return trproc->tee ? attr->mode : 0;
}

static const struct attribute_group measurement_group = {
	.attrs = measurement_attrs,
	.is_visible = measurement_is_visible,
};

/* The driver core removes them before the driver's resources go. */
const struct attribute_group *teeproc_rproc_groups[] = {
	&measurement_group,
	NULL,
};
