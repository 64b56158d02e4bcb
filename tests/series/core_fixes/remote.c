// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Remote processors that are nothing but operations */
#include "core_fixes.h"

#include <linux/err.h>
#include <linux/firmware.h>
#include <linux/platform_device.h>
#include <linux/pm_wakeup.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/workqueue.h>

#define VDEV_ID 63 /* no driver has it */
#define CARVEOUT_DA 0x1000
#define CARVEOUT_SIZE 0x1000

static struct platform_device *pdev;
struct device *remote_parent;

static int fail_at(struct rproc *rproc, enum step step)
{
	return remote_of(rproc)->fails == step ? -EIO : 0;
}

static int add_carveout(struct rproc *rproc, dma_addr_t dma, size_t size,
			u32 da, const char *name)
{
	struct rproc_mem_entry *mem;

	mem = rproc_mem_entry_init(&rproc->dev, NULL, dma, size, da, NULL, NULL,
				   "%s", name);
	if (!mem)
		return -ENOMEM;
	rproc_add_carveout(rproc, mem);

	return 0;
}

static int remote_prepare(struct rproc *rproc)
{
	struct remote *remote = remote_of(rproc);
	int ret = 0;

	if (remote->has_carveout)
		ret = add_carveout(rproc, CARVEOUT_DA, CARVEOUT_SIZE, CARVEOUT_DA, "code") ?:
			      rproc_coredump_add_segment(rproc, CARVEOUT_DA,
							 CARVEOUT_SIZE);
	if (!ret && remote->has_buffer)
		ret = add_carveout(rproc, BUFFER_ADDRESS, BUFFER_SIZE,
				   BUFFER_ADDRESS, "vdev0buffer");

	return ret ?: fail_at(rproc, STEP_PREPARE);
}

static int remote_unprepare(struct rproc *rproc)
{
	remote_of(rproc)->unprepares++;
	return 0;
}

static int remote_load(struct rproc *rproc, const struct firmware *fw)
{
	return 0;
}

static int remote_parse_fw(struct rproc *rproc, const struct firmware *fw)
{
	struct remote *remote = remote_of(rproc);

	if (remote->table) {
		rproc->cached_table =
			kmemdup(remote->table, remote->table_size, GFP_KERNEL);
		if (!rproc->cached_table)
			return -ENOMEM;
		rproc->table_ptr = rproc->cached_table;
		rproc->table_sz = remote->table_size;
	}

	return fail_at(rproc, STEP_PARSE_FW);
}

static struct resource_table *remote_get_loaded_table(struct rproc *rproc,
						      size_t *size)
{
	*size = remote_of(rproc)->table_size;
	return remote_of(rproc)->table;
}

static int remote_start(struct rproc *rproc)
{
	remote_of(rproc)->starts++;
	return fail_at(rproc, STEP_START);
}

static int remote_stop(struct rproc *rproc)
{
	struct remote *remote = remote_of(rproc);

	remote->stops++;
	if (!remote->stops_to_fail)
		return 0;
	remote->stops_to_fail--;

	return -EIO;
}

static int remote_detach(struct rproc *rproc)
{
	/* its handler waits for the lock, which the core holds for this */
	if (remote_of(rproc)->crashes_in_detach)
		rproc_report_crash(rproc, RPROC_FATAL_ERROR);

	return 0;
}

static void remote_kick(struct rproc *rproc, int vqid)
{
}

static const struct rproc_ops remote_ops = {
	.prepare = remote_prepare,
	.unprepare = remote_unprepare,
	.load = remote_load,
	.parse_fw = remote_parse_fw,
	.get_loaded_rsc_table = remote_get_loaded_table,
	.start = remote_start,
	.attach = remote_start,
	.stop = remote_stop,
	.detach = remote_detach,
	.kick = remote_kick,
};

static int subdev_start(struct rproc_subdev *subdev)
{
	struct remote *remote = container_of(subdev, struct remote, subdev);

	return remote->fails == STEP_SUBDEVICE ? -EIO : 0;
}

static void subdev_stop(struct rproc_subdev *subdev, bool crashed)
{
	container_of(subdev, struct remote, subdev)->subdev_stops++;
}

struct rproc *remote_alloc(unsigned int state)
{
	struct rproc *rproc;
	struct remote *remote;

	rproc = rproc_alloc(remote_parent, "core-fixes", &remote_ops,
			    "core_fixes.bin", sizeof(*remote));
	if (!expect(rproc, "no memory for a remote processor"))
		return NULL;
	rproc->auto_boot = false;
	rproc->state = state;
	remote = remote_of(rproc);
	remote->subdev.start = subdev_start;
	remote->subdev.stop = subdev_stop;
	rproc_add_subdev(rproc, &remote->subdev);

	return rproc;
}

struct rproc *remote_new(unsigned int state)
{
	struct rproc *rproc = remote_alloc(state);

	if (!rproc ||
	    expect(!rproc_add(rproc), "a remote processor can be added"))
		return rproc;
	rproc_free(rproc);

	return NULL;
}

void remote_end(struct rproc *rproc)
{
	struct resource_table *table = remote_of(rproc)->table;

	rproc_del(rproc);
	rproc_free(rproc);
	kfree(table);
}

struct empty_table *remote_empty_table(struct rproc *rproc)
{
	struct empty_table *table = kzalloc(sizeof(*table), GFP_KERNEL);

	if (!expect(table, "no memory for a table"))
		return NULL;
	table->head.ver = 1;
	table->mark = 0x5a5a5a5a;
	remote_of(rproc)->table = &table->head;
	remote_of(rproc)->table_size = sizeof(*table);

	return table;
}

struct vdev_table *remote_vdev_table(struct rproc *rproc)
{
	struct vdev_table *table = kzalloc(sizeof(*table), GFP_KERNEL);
	size_t i;

	if (!expect(table, "no memory for a table"))
		return NULL;
	table->head.ver = 1;
	table->head.num = 1;
	table->offset = offsetof(struct vdev_table, type);
	table->type.type = RSC_VDEV;
	table->vdev.id = VDEV_ID;
	table->vdev.num_of_vrings = ARRAY_SIZE(table->vring);
	for (i = 0; i < ARRAY_SIZE(table->vring); i++) {
		table->vring[i].da = FW_RSC_ADDR_ANY;
		table->vring[i].align = 16;
		table->vring[i].num = 4;
	}
	remote_of(rproc)->table = &table->head;
	remote_of(rproc)->table_size = sizeof(*table);

	return table;
}

void remote_crash(struct rproc *rproc)
{
	rproc_report_crash(rproc, RPROC_FATAL_ERROR);
	flush_work(&rproc->crash_handler);
}

int remote_init(void)
{
	int ret;

	pdev = platform_device_register_simple("core_fixes",
					       PLATFORM_DEVID_NONE, NULL, 0);
	if (IS_ERR(pdev))
		return PTR_ERR(pdev);
	remote_parent = &pdev->dev;
	/* crashes keep the system awake by it */
	ret = device_init_wakeup(remote_parent, true);
	if (ret)
		platform_device_unregister(pdev);

	return ret;
}

void remote_exit(void)
{
	device_init_wakeup(remote_parent, false);
	platform_device_unregister(pdev);
}
