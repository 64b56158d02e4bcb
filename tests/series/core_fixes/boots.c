// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Remote processors that come up in part, or not at all, or go */
#include "core_fixes.h"

#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/device.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/platform_device.h>
#include <linux/sched/signal.h>
#include <linux/string.h>
#include <linux/workqueue.h>

/* --- attach-work: no worker had the time for it before the driver went */

static DECLARE_COMPLETION(idle);

static void be_busy(struct work_struct *work)
{
	wait_for_completion(&idle);
}

void attach_work(void)
{
	struct workqueue_struct *queue;
	struct rproc *rproc;
	struct work_struct busy;

	rproc = remote_alloc(RPROC_DETACHED);
	if (!rproc)
		return;
	queue = alloc_ordered_workqueue("core_fixes", 0);
	if (!expect(queue, "there is a workqueue")) {
		rproc_free(rproc);
		return;
	}
	reinit_completion(&idle);
	INIT_WORK_ONSTACK(&busy, be_busy);
	queue_work(queue, &busy);

	rproc->auto_boot = true;
	if (expect(!rproc_add(rproc), "it can be added")) {
		/* from a worker that may have had the time, to one that has not */
		flush_work(&rproc->attach_work);
		expect(rproc->state == RPROC_ATTACHED,
		       "it is attached to in a work");
		rproc_detach(rproc);
		queue_work(queue, &rproc->attach_work);
		rproc_del(rproc);
		expect(!work_pending(&rproc->attach_work),
		       "the attach work does not outlive the remote processor");
	}
	cancel_work_sync(&rproc->attach_work);
	complete(&idle);
	flush_work(&busy);
	destroy_work_on_stack(&busy);
	destroy_workqueue(queue);
	rproc_free(rproc);
}

/* --- failed-attach-state */

void failed_attach_state(void)
{
	struct rproc *rproc = remote_new(RPROC_DETACHED);
	struct remote *remote;
	bool good;

	if (!rproc)
		return;
	remote = remote_of(rproc);
	remote->fails = STEP_SUBDEVICE;
	expect(rproc_boot(rproc), "an attachment fails");
	expect(remote->stops == 1,
	       "an attachment whose last step fails stops it");
	good = expect(rproc->state == RPROC_OFFLINE,
		      "what was stopped is offline");
	remote_end(rproc);

	/* NULL would be called */
	if (!good)
		return;
	rproc = remote_new(RPROC_DETACHED);
	if (!rproc)
		return;
	remote_of(rproc)->fails = STEP_SUBDEVICE;
	rproc->ops->stop = NULL;
	expect(rproc_boot(rproc),
	       "an attachment fails without a stop operation");
	expect(rproc->state == RPROC_DETACHED,
	       "what can't be stopped is detached");
	remote_end(rproc);

	rproc = remote_new(RPROC_DETACHED);
	if (!rproc)
		return;
	remote_of(rproc)->fails = STEP_SUBDEVICE;
	remote_of(rproc)->stops_to_fail = 1;
	expect(rproc_boot(rproc),
	       "an attachment fails, and the stop that follows");
	expect(rproc->state == RPROC_DETACHED,
	       "what was not stopped is detached");
	remote_end(rproc);
}

/* --- failed-parse */

static void fail_early(unsigned int state, enum step step, const char *sentence)
{
	struct rproc *rproc = remote_new(state);

	if (!rproc)
		return;
	remote_of(rproc)->has_carveout = true;
	remote_of(rproc)->fails = step;
	expect(rproc_boot(rproc), "it fails");
	expect(list_empty(&rproc->carveouts), sentence);
	expect(list_empty(&rproc->dump_segments), "nor a segment of the dump");
	expect(!rproc->cached_table && !rproc->table_ptr, "it has no table");
	rproc_resource_cleanup(rproc);
	remote_end(rproc);
}

void failed_parse(void)
{
	fail_early(RPROC_OFFLINE, STEP_PREPARE,
		   "a prepare that fails leaves nothing");
	fail_early(RPROC_OFFLINE, STEP_PARSE_FW,
		   "a parse_fw that fails leaves nothing");
	fail_early(RPROC_DETACHED, STEP_PREPARE,
		   "one of an attachment leaves nothing");
}

/* --- virtio-probe, virtio-buffer */

static int is_virtio(struct device *dev, const void *data)
{
	return !strncmp(dev_name(dev), "rproc-virtio", strlen("rproc-virtio"));
}

/* Of none of them may be left what is in no list */
static void expect_no_virtio(struct rproc *rproc)
{
	struct device *dev = device_find_child(&rproc->dev, NULL, is_virtio);

	if (expect(!dev, "no virtio device is left"))
		return;
	platform_device_unregister(to_platform_device(dev));
	put_device(dev);
}

void virtio_probe(void)
{
	struct rproc *rproc = remote_new(RPROC_OFFLINE);
	struct vdev_table *table;

	if (!rproc)
		return;
	table = remote_vdev_table(rproc);
	if (table) {
		/* which the probe finds */
		table->vring[1].num = 0;
		expect(rproc_boot(rproc),
		       "a boot fails with the probe of its virtio device");
		rproc_shutdown(rproc);
		expect_no_virtio(rproc);
	}
	remote_end(rproc);
}

/* Whether the buffer is mapped is seen in /proc/vmallocinfo */
void virtio_buffer(void)
{
	struct rproc *rproc = remote_new(RPROC_OFFLINE);

	if (!rproc)
		return;
	remote_of(rproc)->has_buffer = true;
	if (remote_vdev_table(rproc) && !fault_virtio_device()) {
		expect(rproc_boot(rproc) == -ENOMEM,
		       "a boot fails without memory for its virtio device");
		expect(fault_none() == 1,
		       "it is that memory that there was not");
		expect_no_virtio(rproc);
	}
	remote_end(rproc);
}

/* --- add-reference */

void add_reference(void)
{
	struct rproc *rproc = remote_alloc(RPROC_OFFLINE);
	unsigned int before, after;

	if (!rproc)
		return;
	/* the one reference too many that is dropped */
	get_device(&rproc->dev);
	before = kref_read(&rproc->dev.kobj.kref);
	if (!fault_device_add(rproc)) {
		expect(rproc_add(rproc),
		       "without its device it can't be added");
		expect(fault_none() == 1,
		       "it is its device that could not be added");
	}
	after = kref_read(&rproc->dev.kobj.kref);
	expect(after == before,
	       "rproc_add() that fails leaves the references as they were");
	if (after == before)
		put_device(&rproc->dev);
	rproc_free(rproc);
}

/* --- delete-stops */

struct holder {
	struct work_struct work;
	struct rproc *rproc;
	struct completion holds;
};

static void hold_lock(struct work_struct *work)
{
	struct holder *holder = container_of(work, struct holder, work);

	mutex_lock(&holder->rproc->lock);
	complete(&holder->holds);
	msleep(200);
	mutex_unlock(&holder->rproc->lock);
}

/* rproc_del(), while somebody has the lock and a signal is pending */
static void del_interrupted(struct rproc *rproc)
{
	struct holder holder = { .rproc = rproc };
	bool was_pending = signal_pending(current);

	init_completion(&holder.holds);
	INIT_WORK_ONSTACK(&holder.work, hold_lock);
	schedule_work(&holder.work);
	wait_for_completion(&holder.holds);
	set_tsk_thread_flag(current, TIF_SIGPENDING);
	rproc_del(rproc);
	if (!was_pending)
		clear_tsk_thread_flag(current, TIF_SIGPENDING);
	flush_work(&holder.work);
	destroy_work_on_stack(&holder.work);
}

static void expect_del_stops(struct rproc *rproc,
			     void (*del)(struct rproc *rproc),
			     const char *sentence)
{
	del(rproc);
	expect(remote_of(rproc)->stops == 1 && rproc->state == RPROC_OFFLINE,
	       sentence);
	/* it must not run on here */
	while (rproc->state != RPROC_OFFLINE && !rproc_shutdown(rproc))
		;
	rproc_free(rproc);
}

static void del_plain(struct rproc *rproc)
{
	rproc_del(rproc);
}

void delete_stops(void)
{
	struct rproc *rproc = remote_new(RPROC_OFFLINE);

	if (!rproc)
		return;
	expect(!rproc_boot(rproc) && !rproc_boot(rproc),
	       "it boots, for two users");
	expect_del_stops(rproc, del_plain,
			 "rproc_del() stops what was booted twice");

	rproc = remote_new(RPROC_OFFLINE);
	if (!rproc)
		return;
	expect(!rproc_boot(rproc), "it boots");
	expect_del_stops(rproc, del_interrupted,
			 "rproc_del() stops it, though a signal is pending");
}
