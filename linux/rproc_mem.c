// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memories: the entries of memory-region, and of reg for those that are not
 * reserved memory, become carveouts, with the device addresses that dma-ranges
 * gives them.
 */
#include "rproc_mem.h"

#include <linux/device.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/of.h>
#include <linux/of_address.h>
#include <linux/of_reserved_mem.h>
#include <linux/remoteproc.h>
#include <linux/string.h>

static bool range_holds(const struct of_range *range,
			const struct rproc_region *region)
{
	return region->pa >= range->cpu_addr && region->size <= range->size &&
	       region->pa - range->cpu_addr <= range->size - region->size;
}

static int region_pa_to_da(struct device *dev, struct rproc_region *region)
{
	struct of_range_parser parser;
	struct of_range range;
	u64 bus;

	if (of_pci_dma_range_parser_init(&parser, dev->of_node))
		return dev_err_probe(dev, -EINVAL, "no dma-ranges\n");

	for_each_of_range(&parser, &range) {
		if (!range_holds(&range, region))
			continue;
		bus = range.bus_addr + (region->pa - range.cpu_addr);
		/* a resource table has 32 bits for it */
		if (bus + region->size - 1 > U32_MAX)
			break;
		region->da = bus;
		return 0;
	}

	dev_err(dev, "memory region %s, %pa+%#zx, is not in dma-ranges\n",
		region->name, &region->pa, region->size);
	return -EINVAL;
}

/* The name is part of the device tree, which stays as long as @dev. */
static int region_read_name(struct device *dev, const char *property, int index,
			    struct rproc_region *region)
{
	if (of_property_read_string_index(dev->of_node, property, index,
					  &region->name))
		return dev_err_probe(dev, -EINVAL,
				     "memory region %d has no name in %s\n",
				     index, property);

	return 0;
}

static int region_parse_reserved(struct device *dev, int index,
				 struct rproc_region *region)
{
	struct reserved_mem *rmem;
	struct device_node *np;
	bool no_map;
	int ret;

	ret = region_read_name(dev, "memory-region-names", index, region);
	if (ret)
		return ret;

	np = of_parse_phandle(dev->of_node, "memory-region", index);
	rmem = np ? of_reserved_mem_lookup(np) : NULL;
	no_map = of_property_read_bool(np, "no-map");
	of_node_put(np);

	if (!rmem)
		return dev_err_probe(dev, -EINVAL,
				     "memory region %s is not reserved\n",
				     region->name);
	/* as part of Linux' own memory it can't be mapped uncached */
	if (!no_map)
		return dev_err_probe(dev, -EINVAL,
				     "memory region %s has no no-map\n",
				     region->name);
	region->pa = rmem->base;
	region->size = rmem->size;

	return region_pa_to_da(dev, region);
}

static int region_parse_reg(struct device *dev, int index,
			    struct rproc_region *region)
{
	struct resource res;
	int ret;

	ret = region_read_name(dev, "reg-names", index, region);
	if (ret)
		return ret;
	ret = of_address_to_resource(dev->of_node, index, &res);
	if (ret)
		return dev_err_probe(dev, ret, "bad reg of memory region %s\n",
				     region->name);
	region->pa = res.start;
	region->size = resource_size(&res);

	/* nobody else's, nor Linux' own memory */
	if (!devm_request_mem_region(dev, region->pa, region->size,
				     dev_name(dev)))
		return dev_err_probe(dev, -EBUSY,
				     "memory region %s, %pR, is in use\n",
				     region->name, &res);

	return region_pa_to_da(dev, region);
}

/* A resource table has only the name to ask for one of them. */
static int regions_check_names(struct device *dev, const struct rproc_mem *mem)
{
	unsigned int i;
	unsigned int j;

	for (i = 0; i < mem->count; i++)
		for (j = 0; j < i; j++)
			if (!strcmp(mem->regions[i].name, mem->regions[j].name))
				return dev_err_probe(dev, -EINVAL,
						     "two memory regions are called %s\n",
						     mem->regions[i].name);

	return 0;
}

static int count_regs(struct device *dev)
{
	struct resource res;
	int count = 0;

	while (!of_address_to_resource(dev->of_node, count, &res))
		count++;

	return count;
}

static int regions_parse(struct device *dev, struct rproc_mem *mem,
			 unsigned int reserved)
{
	unsigned int i;
	int ret = 0;

	for (i = 0; i < mem->count && !ret; i++)
		ret = i < reserved ?
			      region_parse_reserved(dev, i, &mem->regions[i]) :
			      region_parse_reg(dev, i - reserved,
					       &mem->regions[i]);

	return ret ? ret : regions_check_names(dev, mem);
}

/**
 * rproc_mem_parse() - read memory-region and reg with their names, and dma-ranges
 * @dev: platform device of the remote processor
 * @mem: filled in; lives as long as @dev is bound
 *
 * Return: 0 or a negative errno; the reason is logged.
 */
int rproc_mem_parse(struct device *dev, struct rproc_mem *mem)
{
	int reserved =
		of_count_phandle_with_args(dev->of_node, "memory-region", NULL);

	if (reserved < 0)
		reserved = 0;
	mem->count = reserved + count_regs(dev);
	if (!mem->count)
		return dev_err_probe(dev, -EINVAL, "no memory-region\n");

	mem->regions = devm_kcalloc(dev, mem->count, sizeof(*mem->regions),
				    GFP_KERNEL);
	if (!mem->regions)
		return -ENOMEM;

	return regions_parse(dev, mem, reserved);
}

/* The virtio device maps its buffers itself, from the carveout's addresses. */
static bool region_is_vdev_buffer(const struct rproc_region *region)
{
	unsigned int vdev;
	int end = 0;

	return sscanf(region->name, "vdev%ubuffer%n", &vdev, &end) == 1 &&
	       end && !region->name[end];
}

static int carveout_map(struct rproc *rproc, struct rproc_mem_entry *entry)
{
	entry->va = memremap(entry->dma, entry->len, MEMREMAP_WC);
	if (!entry->va) {
		dev_err(&rproc->dev, "can't map %s: %pad+%zx\n", entry->name,
			&entry->dma, entry->len);
		return -ENOMEM;
	}

	return 0;
}

/* The core also releases what it has not allocated, after a failed boot. */
static int carveout_unmap(struct rproc *rproc, struct rproc_mem_entry *entry)
{
	if (entry->va)
		memunmap(entry->va);
	entry->va = NULL;

	return 0;
}

/**
 * rproc_mem_add_carveouts() - register all regions with the remoteproc core
 * @rproc: the remote processor
 * @mem: its memories
 *
 * Context: a prepare operation; the core frees the carveouts with the other
 * resources.
 * Return: 0 or -ENOMEM; the carveouts registered by then stay in the list.
 */
int rproc_mem_add_carveouts(struct rproc *rproc, const struct rproc_mem *mem)
{
	const struct rproc_region *region;
	struct rproc_mem_entry *entry;
	unsigned int i;

	for (i = 0; i < mem->count; i++) {
		region = &mem->regions[i];
		if (region_is_vdev_buffer(region))
			entry = rproc_mem_entry_init(&rproc->dev, NULL,
						     region->pa, region->size,
						     region->da, NULL, NULL,
						     "%s", region->name);
		else
			entry = rproc_mem_entry_init(&rproc->dev, NULL,
						     region->pa, region->size,
						     region->da, carveout_map,
						     carveout_unmap, "%s",
						     region->name);
		if (!entry)
			return -ENOMEM;
		rproc_add_carveout(rproc, entry);
	}

	return 0;
}

/**
 * rproc_mem_add_dump() - have the core dump hold all mapped regions
 * @rproc: the remote processor
 * @mem: its memories
 *
 * Context: a parse_fw operation; the core frees the segments with the other
 * resources.
 * Return: 0 or -ENOMEM.
 */
int rproc_mem_add_dump(struct rproc *rproc, const struct rproc_mem *mem)
{
	const struct rproc_region *region;
	unsigned int i;
	int ret;

	for (i = 0; i < mem->count; i++) {
		region = &mem->regions[i];
		if (region_is_vdev_buffer(region))
			continue;
		ret = rproc_coredump_add_segment(rproc, region->da,
						 region->size);
		if (ret)
			return ret;
	}

	return 0;
}

/**
 * rproc_mem_clear() - clear all mapped regions
 * @rproc: the remote processor, held
 * @mem: its memories
 *
 * What an earlier firmware has left there might be started in the place of one
 * that does not cover it.
 *
 * Context: a load operation, before the firmware is copied.
 */
void rproc_mem_clear(struct rproc *rproc, const struct rproc_mem *mem)
{
	const struct rproc_region *region;
	unsigned int i;
	void *va;

	for (i = 0; i < mem->count; i++) {
		region = &mem->regions[i];
		va = rproc_da_to_va(rproc, region->da, region->size, NULL);
		if (va)
			memset(va, 0, region->size);
	}
}
