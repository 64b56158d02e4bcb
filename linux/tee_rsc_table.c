// SPDX-License-Identifier: GPL-2.0-only
/*
 * Resource table of a firmware that the TEE has loaded. The TEE tells where it
 * is; what the core works on is a copy, and the mapping for the copy is gone
 * when the copy is made.
 */
#include "tee_client.h"

#include <linux/device.h>
#include <linux/errno.h>
#include <linux/io.h>
#include <linux/remoteproc.h>
#include <linux/slab.h>
#include <linux/string.h>

#include <teeproc/ta.h>

#include "rsc_check.h"

struct table_place {
	phys_addr_t pa;
	size_t size;
};

/* The TEE is trusted with secrets, but not with Linux' own memory. */
static bool place_in_carveouts(struct rproc *rproc, u64 pa, u64 size)
{
	struct rproc_mem_entry *entry;
	u64 start;

	list_for_each_entry(entry, &rproc->carveouts, node) {
		start = entry->dma;
		if (size <= entry->len && pa >= start &&
		    pa - start <= entry->len - size)
			return true;
	}

	return false;
}

/* Return: 1 and the place, 0 if there is no table, or a negative errno */
static int locate(struct teeproc *tee, struct table_place *place)
{
	struct tee_param params[TEEPROC_PARAMS] = {
		[1].attr = TEE_IOCTL_PARAM_ATTR_TYPE_VALUE_OUTPUT,
		[2].attr = TEE_IOCTL_PARAM_ATTR_TYPE_VALUE_OUTPUT,
	};
	u64 size;
	u64 pa;
	int ret;

	ret = teeproc_call(tee, TEEPROC_TA_CMD_GET_RSC_TABLE, params);
	if (ret)
		return ret;

	pa = (u64)params[1].u.value.b << 32 | (u32)params[1].u.value.a;
	size = (u64)params[2].u.value.b << 32 | (u32)params[2].u.value.a;
	if (!pa && !size)
		return 0;

	if (size < sizeof(struct resource_table) ||
	    !place_in_carveouts(tee->rproc, pa, size)) {
		dev_err(&tee->rproc->dev,
			"resource table at %#llx+%#llx is not in a memory-region of this remote processor\n",
			pa, size);
		return -EFAULT;
	}
	place->pa = pa;
	place->size = size;

	return 1;
}

static int check_copy(struct rproc *rproc, const struct resource_table *table,
		      size_t size)
{
	if (rsc_table_is_sound(table, size))
		return 0;

	dev_err(&rproc->dev,
		"resource table is damaged: version %u, %u entries in %zu bytes\n",
		table->ver, table->num, size);
	return -EINVAL;
}

static void *map_place(struct teeproc *tee, const struct table_place *place)
{
	void *va = memremap(place->pa, place->size, MEMREMAP_WC);

	if (!va)
		dev_err(&tee->rproc->dev,
			"can't map the resource table at %pa+%#zx\n",
			&place->pa, place->size);

	return va;
}

static struct resource_table *copy_table(struct teeproc *tee,
					 const struct table_place *place)
{
	struct resource_table *copy;
	void *va;
	int ret;

	va = map_place(tee, place);
	if (!va)
		return ERR_PTR(-ENOMEM);
	copy = kmemdup(va, place->size, GFP_KERNEL);
	memunmap(va);
	if (!copy)
		return ERR_PTR(-ENOMEM);

	ret = check_copy(tee->rproc, copy, place->size);
	if (ret) {
		kfree(copy);
		return ERR_PTR(ret);
	}

	return copy;
}

/**
 * teeproc_cache_table() - give the core its copy of the resource table
 * @tee: the handle; the firmware is loaded
 *
 * Leaves what the core's ELF loader leaves: cached_table, table_ptr and
 * table_sz; none of them if the firmware has no table, which is valid.
 *
 * Return: 0 or a negative errno; the reason is logged, that there is no memory by
 * the kernel.
 */
int teeproc_cache_table(struct teeproc *tee)
{
	struct rproc *rproc = tee->rproc;
	struct resource_table *table = NULL;
	struct table_place place = {};
	int ret;

	rproc->cached_table = NULL;
	rproc->table_ptr = NULL;
	rproc->table_sz = 0;

	ret = locate(tee, &place);
	if (ret <= 0)
		return ret;

	table = copy_table(tee, &place);
	if (IS_ERR(table))
		return PTR_ERR(table);

	rproc->cached_table = table;
	rproc->table_ptr = table;
	rproc->table_sz = place.size;

	return 0;
}

/**
 * teeproc_map_table() - map the resource table in the firmware's memory
 * @tee: the handle
 * @size: size in bytes that the table must have; 0: any, filled in
 *
 * Return: 0 and tee->table set, or NULL if there is no table; or a negative
 * errno, logged as by teeproc_cache_table().
 */
int teeproc_map_table(struct teeproc *tee, size_t *size)
{
	struct table_place place = {};
	struct resource_table *copy;
	int ret;

	teeproc_unmap_table(tee);

	ret = locate(tee, &place);
	if (ret < 0)
		return ret;
	if (*size && place.size != *size) {
		dev_err(&tee->rproc->dev,
			"resource table has %zu bytes, it had %zu: the firmware file was changed; stop, then start\n",
			place.size, *size);
		return -ESTALE;
	}
	if (!ret)
		return 0;

	if (!*size) {
		/* not the core's own copy: look before it is used in place */
		copy = copy_table(tee, &place);
		if (IS_ERR(copy))
			return PTR_ERR(copy);
		kfree(copy);
	}

	tee->table = map_place(tee, &place);
	if (!tee->table)
		return -ENOMEM;
	*size = place.size;

	return 0;
}

/**
 * teeproc_unmap_table() - undo teeproc_map_table(), if it was done
 * @tee: the handle; the core does not use the mapping any more
 */
void teeproc_unmap_table(struct teeproc *tee)
{
	if (tee->table)
		memunmap(tee->table);
	tee->table = NULL;
}
