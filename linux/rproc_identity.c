// SPDX-License-Identifier: GPL-2.0-only
/*
 * Identity: number and name of a remote processor, as the device tree's aliases
 * say, in whatever order the devices are probed.
 */
#include "rproc_identity.h"

#include <linux/device.h>
#include <linux/err.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/of.h>
#include <linux/remoteproc.h>
#include <linux/slab.h>

#define ALIAS_STEM "remoteproc"

/* A larger one is no number that somebody has counted to */
#define NUMBER_MAX 255

/* Two that are allocated at once would be in each other's way. */
static DEFINE_MUTEX(number_lock);

/* Without an alias: behind all that have one, so that these stay free */
static int first_number(int alias)
{
	int number = alias >= 0 ? alias :
				  of_alias_get_highest_id(ALIAS_STEM) + 1;

	return number > 0 && number <= NUMBER_MAX ? number : 0;
}

/*
 * The remoteproc core gives the lowest number that is free. Those below the one
 * that is wanted are taken until it comes, and given back.
 */
static struct rproc *alloc_from(int number, struct device *dev,
				const char *name, const struct rproc_ops *ops,
				const char *firmware, int size)
{
	struct rproc *below;
	struct rproc *next;
	struct rproc *rproc;
	LIST_HEAD(taken);

	mutex_lock(&number_lock);
	rproc = rproc_alloc(dev, name, ops, firmware, size);
	while (rproc && rproc->index < number) {
		list_add(&rproc->node, &taken);
		rproc = rproc_alloc(dev, name, ops, firmware, size);
	}
	list_for_each_entry_safe(below, next, &taken, node)
		rproc_free(below);
	mutex_unlock(&number_lock);

	return rproc;
}

static void free_rproc(void *rproc)
{
	rproc_free(rproc);
}

/**
 * devm_rproc_alloc_by_alias() - allocate a remote processor that has its number
 * @dev: its device
 * @family: what its name begins with, if it has an alias; or NULL
 * @ops: its operations
 * @firmware: name of its firmware, or NULL
 * @size: of its private data, in bytes
 *
 * With the alias remoteprocN it is number N, and FAMILY-N is its name; without
 * one, or without a family, its name is that of the device. A number that
 * somebody else has is told, and the next one that is free taken.
 *
 * Return: the remote processor, freed when @dev is unbound; or NULL.
 */
struct rproc *devm_rproc_alloc_by_alias(struct device *dev, const char *family,
					const struct rproc_ops *ops,
					const char *firmware, int size)
{
	int alias = of_alias_get_id(dev->of_node, ALIAS_STEM);
	char *name;
	struct rproc *rproc;

	name = family && alias >= 0 ?
		       kasprintf(GFP_KERNEL, "%s-%d", family, alias) :
		       kstrdup(dev_name(dev), GFP_KERNEL);
	if (!name)
		return NULL;
	rproc = alloc_from(first_number(alias), dev, name, ops, firmware, size);
	kfree(name);
	if (!rproc || devm_add_action_or_reset(dev, free_rproc, rproc))
		return NULL;

	if (alias >= 0 && rproc->index != alias)
		dev_warn(dev,
			 ALIAS_STEM "%d is not free: it is " ALIAS_STEM "%d\n",
			 alias, rproc->index);

	return rproc;
}
