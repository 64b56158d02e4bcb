// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mailbox: kicks of the virtqueues in both directions, and the crash signal.
 * A signal comes in interrupt context; what follows it takes the lock of the
 * remote processor and so runs in a workqueue.
 */
#include "rproc_mbox.h"

#include <linux/bitops.h>
#include <linux/device.h>
#include <linux/mailbox_controller.h>
#include <linux/mutex.h>
#include <linux/remoteproc.h>

#include "compat.h"

static bool rproc_is_up(const struct rproc *rproc)
{
	return rproc->state == RPROC_RUNNING || rproc->state == RPROC_ATTACHED;
}

static void vq_work(struct work_struct *work)
{
	struct rproc_mbox_vq *vq =
		container_of(work, struct rproc_mbox_vq, work);
	struct rproc *rproc = vq->mbox->rproc;

	mutex_lock(&rproc->lock);
	if (rproc_is_up(rproc) && rproc_vq_interrupt(rproc, vq->id) == IRQ_NONE)
		dev_dbg(&rproc->dev, "kick without a message in vq%u\n",
			vq->id);
	mutex_unlock(&rproc->lock);
}

static void vq_received(struct mbox_client *client, void *message)
{
	struct rproc_mbox_vq *vq =
		container_of(client, struct rproc_mbox_vq, client);

	queue_work(vq->mbox->workqueue, &vq->work);
}

static void crash_work(struct work_struct *work)
{
	struct rproc_mbox *mbox =
		container_of(work, struct rproc_mbox, crash.work);
	struct rproc *rproc = mbox->rproc;

	/* with the lock until it is told: by then it may be down, and deleted */
	mutex_lock(&rproc->lock);
	if (test_and_clear_bit(0, &mbox->crash.pending) && rproc_is_up(rproc))
		rproc_report_crash(rproc, RPROC_FATAL_ERROR);
	mutex_unlock(&rproc->lock);
}

static void crash_received(struct mbox_client *client, void *message)
{
	struct rproc_mbox *mbox =
		container_of(client, struct rproc_mbox, crash.client);

	set_bit(0, &mbox->crash.pending);
	queue_work(mbox->workqueue, &mbox->crash.work);
}

static void rproc_mbox_free(void *data)
{
	struct rproc_mbox *mbox = data;
	unsigned int i;

	/* no callback after this, so no work is queued any more */
	for (i = 0; i < RPROC_MBOX_VQS; i++)
		if (!IS_ERR_OR_NULL(mbox->vqs[i].chan))
			mbox_free_channel(mbox->vqs[i].chan);
	if (!IS_ERR_OR_NULL(mbox->crash.chan))
		mbox_free_channel(mbox->crash.chan);

	destroy_workqueue(mbox->workqueue);
}

static int rproc_mbox_request(struct device *dev, struct rproc_mbox *mbox)
{
	static const char *const names[RPROC_MBOX_VQS] = { "vq0", "vq1" };
	struct rproc_mbox_crash *crash = &mbox->crash;
	struct rproc_mbox_vq *vq;
	unsigned int i;

	for (i = 0; i < RPROC_MBOX_VQS; i++) {
		vq = &mbox->vqs[i];
		vq->mbox = mbox;
		vq->id = i;
		INIT_WORK(&vq->work, vq_work);
		vq->client.dev = dev;
		vq->client.rx_callback = vq_received;
		vq->client.knows_txdone = true;
		vq->chan = mbox_request_channel_byname(&vq->client, names[i]);
		if (IS_ERR(vq->chan))
			return dev_err_probe(dev, PTR_ERR(vq->chan),
					     "no mailbox %s\n", names[i]);
	}

	INIT_WORK(&crash->work, crash_work);
	crash->client.dev = dev;
	crash->client.rx_callback = crash_received;
	if (device_property_match_string(dev, "mbox-names", "crash") < 0)
		return 0; /* optional */
	crash->chan = mbox_request_channel_byname(&crash->client, "crash");
	if (IS_ERR(crash->chan))
		return dev_err_probe(dev, PTR_ERR(crash->chan),
				     "no mailbox crash\n");

	return 0;
}

/**
 * rproc_mbox_init() - get the mailbox channels of a remote processor
 * @dev: its platform device
 * @rproc: the remote processor, allocated
 * @mbox: filled in; freed when @dev is unbound
 *
 * Return: 0 or a negative errno; the reason is logged.
 */
int rproc_mbox_init(struct device *dev, struct rproc *rproc,
		    struct rproc_mbox *mbox)
{
	int ret;

	mbox->rproc = rproc;
	mbox->workqueue = alloc_workqueue("%s", WQ_UNBOUND | WQ_HIGHPRI, 0,
					  dev_name(dev));
	if (!mbox->workqueue)
		return -ENOMEM;

	ret = rproc_mbox_request(dev, mbox);
	if (ret) {
		rproc_mbox_free(mbox);
		return ret;
	}

	return devm_add_action_or_reset(dev, rproc_mbox_free, mbox);
}

/**
 * rproc_mbox_kick() - tell the remote processor of a message
 * @mbox: its channels
 * @vqid: id of the virtqueue that has it
 *
 * A kick is done when it is sent: a second one before the first is seen says
 * nothing more. For the same reason one that does not find room is not lost.
 */
void rproc_mbox_kick(struct rproc_mbox *mbox, int vqid)
{
	struct rproc_mbox_vq *vq;
	int ret;

	if (vqid < 0 || vqid >= RPROC_MBOX_VQS) {
		dev_err(&mbox->rproc->dev, "no mailbox for vq%d\n", vqid);
		return;
	}

	vq = &mbox->vqs[vqid];
	ret = mbox_send_message(vq->chan, &vq->id);
	if (ret < 0 && ret != -ENOBUFS)
		dev_err(&mbox->rproc->dev, "can't kick vq%d: %d\n", vqid, ret);
	if (!vq->chan->mbox->txdone_irq)
		mbox_client_txdone(vq->chan, 0);
}

/**
 * rproc_mbox_forget_crash() - what was told before the start does not count
 * @mbox: the channels
 *
 * Context: a start operation, while the remote processor is still held; its
 * lock keeps the work away that would report an earlier run's crash.
 */
void rproc_mbox_forget_crash(struct rproc_mbox *mbox)
{
	clear_bit(0, &mbox->crash.pending);
}
