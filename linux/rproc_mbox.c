// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mailbox: kicks of the virtqueues in both directions, the crash signal, and the
 * word to the firmware that it is to end.
 * A signal comes in interrupt context; what follows it may sleep, and so runs in a
 * workqueue.
 */
#include "rproc_mbox.h"

#include <linux/bitops.h>
#include <linux/device.h>
#include <linux/mailbox_controller.h>
#include <linux/of.h>
#include <linux/property.h>
#include <linux/remoteproc.h>
#include <linux/string.h>

#include "compat.h"
#include "rproc_state.h"
#include "rsc_check.h"

/*
 * Without the remote processor's lock: a message's receiver may wait for room to
 * answer, of which the other virtqueue tells. What a kick needs is there from
 * vqs_start() to vqs_stop(), which waits for this.
 */
static void vq_work(struct work_struct *work)
{
	struct rproc_mbox_vq *vq =
		container_of(work, struct rproc_mbox_vq, work);
	struct rproc *rproc = vq->mbox->rproc;

	if (READ_ONCE(vq->mbox->vqs_up) &&
	    rproc_vq_interrupt(rproc, vq->id) == IRQ_NONE)
		dev_dbg(&rproc->dev, "kick without a message in vq%u\n",
			vq->id);
}

static void vq_kicked(struct rproc_mbox *mbox, u32 id)
{
	if (id < mbox->vq_count)
		queue_work(mbox->workqueue, &mbox->vqs[id].work);
}

/* Without a word of which one it is, each virtqueue has a look. */
static void any_kicked(struct rproc_mbox *mbox)
{
	u32 id;

	for (id = 0; id < mbox->vq_count; id++)
		vq_kicked(mbox, id);
}

static struct rproc_mbox *subdev_to_mbox(struct rproc_subdev *subdev)
{
	return container_of(subdev, struct rproc_mbox, subdev);
}

/* The virtio devices are there; they may have been kicked already. */
static int vqs_start(struct rproc_subdev *subdev)
{
	struct rproc_mbox *mbox = subdev_to_mbox(subdev);

	WRITE_ONCE(mbox->vqs_up, true);
	any_kicked(mbox);

	return 0;
}

/* A kick that comes from now on finds that they are down. */
static void vqs_stop(struct rproc_subdev *subdev, bool crashed)
{
	struct rproc_mbox *mbox = subdev_to_mbox(subdev);
	u32 id;

	WRITE_ONCE(mbox->vqs_up, false);
	for (id = 0; id < mbox->vq_count; id++)
		cancel_work_sync(&mbox->vqs[id].work);
}

static void vq_received(struct mbox_client *client, void *message)
{
	struct rproc_mbox_chan *chan =
		container_of(client, struct rproc_mbox_chan, client);
	struct rproc_mbox *mbox = chan->mbox;

	if (!mbox->shared)
		vq_kicked(mbox, chan->id);
	else if (mbox->format == RPROC_MBOX_VALUE)
		vq_kicked(mbox, (uintptr_t)message);
	else if (!message)
		any_kicked(mbox);
	else if (mbox->format == RPROC_MBOX_UPPER_HALF)
		vq_kicked(mbox, *(u32 *)message >> 16);
	else
		vq_kicked(mbox, *(u32 *)message);
}

static void crash_work(struct work_struct *work)
{
	struct rproc_mbox *mbox =
		container_of(work, struct rproc_mbox, crash.work);

	rproc_crash_told(mbox->rproc, &mbox->crash.pending, RPROC_FATAL_ERROR);
}

static void crash_received(struct mbox_client *client, void *message)
{
	struct rproc_mbox *mbox =
		container_of(client, struct rproc_mbox, crash.client);

	set_bit(0, &mbox->crash.pending);
	queue_work(mbox->workqueue, &mbox->crash.work);
}

static void shutdown_received(struct mbox_client *client, void *message)
{
	struct rproc_mbox *mbox =
		container_of(client, struct rproc_mbox, shutdown.client);

	complete(&mbox->shutdown.ended);
}

static void rproc_mbox_free(void *data)
{
	struct rproc_mbox *mbox = data;
	unsigned int i;

	/* no callback after this, so no work is queued any more */
	for (i = 0; i < mbox->chan_count; i++)
		mbox_free_channel(mbox->chans[i].chan);
	if (!IS_ERR_OR_NULL(mbox->crash.chan))
		mbox_free_channel(mbox->crash.chan);
	if (!IS_ERR_OR_NULL(mbox->shutdown.chan))
		mbox_free_channel(mbox->shutdown.chan);

	destroy_workqueue(mbox->workqueue);
}

/* Needs no memory, so there is no doubt what a no means. */
static int mbox_index(struct device *dev, const char *name)
{
	return of_property_match_string(dev->of_node, "mbox-names", name);
}

static bool has_mbox(struct device *dev, const char *name)
{
	return mbox_index(dev, name) >= 0;
}

static struct mbox_chan *request(struct mbox_client *client, const char *name)
{
	int index = mbox_index(client->dev, name);

	return index < 0 ? ERR_PTR(index) : mbox_request_channel(client, index);
}

static int request_channel(struct device *dev, struct rproc_mbox *mbox,
			   const char *name)
{
	struct rproc_mbox_chan *chan = &mbox->chans[mbox->chan_count];

	chan->mbox = mbox;
	chan->id = mbox->chan_count;
	chan->client.dev = dev;
	chan->client.rx_callback = vq_received;
	chan->client.knows_txdone = true;
	chan->chan = request(&chan->client, name);
	if (IS_ERR(chan->chan))
		return dev_err_probe(dev, PTR_ERR(chan->chan),
				     "no mailbox %s\n", name);
	mbox->chan_count++;

	return 0;
}

/* One for all, "vq", or one for each: "vq0", "vq1" and so on, at least two. */
static int request_channels(struct device *dev, struct rproc_mbox *mbox)
{
	unsigned int i;
	char name[8];
	int ret;

	if (mbox->shared)
		return request_channel(dev, mbox, "vq");

	for (i = 0; i < RPROC_MBOX_VQS_MAX; i++) {
		snprintf(name, sizeof(name), "vq%u", i);
		if (i >= 2 && !has_mbox(dev, name))
			break;
		ret = request_channel(dev, mbox, name);
		if (ret)
			return ret;
	}

	return 0;
}

/* Before there are channels, since a channel may ring at once */
static void init_vqs(struct rproc_mbox *mbox)
{
	struct rproc_mbox_vq *vq;
	u32 id;

	for (id = 0; id < RPROC_MBOX_VQS_MAX; id++) {
		vq = &mbox->vqs[id];
		vq->mbox = mbox;
		vq->id = id;
		vq->message = mbox->format == RPROC_MBOX_UPPER_HALF ? id << 16 :
								      id;
		INIT_WORK(&vq->work, vq_work);
	}
	mbox->vq_count = RPROC_MBOX_VQS_MAX;
}

static void connect_vqs(struct rproc_mbox *mbox)
{
	u32 id;

	if (!mbox->shared)
		mbox->vq_count = mbox->chan_count;
	for (id = 0; id < mbox->vq_count; id++)
		mbox->vqs[id].chan = mbox->chans[mbox->shared ? 0 : id].chan;
}

/* Return: the channel, NULL if there is none of that name, or an ERR_PTR */
static struct mbox_chan *request_optional(struct device *dev,
					  struct mbox_client *client,
					  const char *name)
{
	struct mbox_chan *chan;

	if (!has_mbox(dev, name))
		return NULL;
	client->dev = dev;
	chan = request(client, name);
	if (IS_ERR(chan))
		dev_err_probe(dev, PTR_ERR(chan), "no mailbox %s\n", name);

	return chan;
}

static int request_crash(struct device *dev, struct rproc_mbox_crash *crash)
{
	INIT_WORK(&crash->work, crash_work);
	crash->client.rx_callback = crash_received;
	crash->chan = request_optional(dev, &crash->client, "crash");

	return PTR_ERR_OR_ZERO(crash->chan);
}

static int request_shutdown(struct device *dev,
			    struct rproc_mbox_shutdown *shutdown)
{
	init_completion(&shutdown->ended);
	shutdown->client.rx_callback = shutdown_received;
	shutdown->client.knows_txdone = true;
	shutdown->chan = request_optional(dev, &shutdown->client, "shutdown");

	return PTR_ERR_OR_ZERO(shutdown->chan);
}

static int read_format(struct device *dev, struct rproc_mbox *mbox)
{
	static const char *const formats[] = {
		[RPROC_MBOX_POINTER] = "pointer",
		[RPROC_MBOX_VALUE] = "value",
		[RPROC_MBOX_UPPER_HALF] = "upper-half",
	};
	const char *name;
	int format;

	mbox->format = RPROC_MBOX_POINTER;
	if (device_property_read_string(dev, "teeproc,mbox-message", &name))
		return 0;
	format = match_string(formats, ARRAY_SIZE(formats), name);
	if (format < 0) {
		dev_err(dev, "teeproc,mbox-message: there is no %s\n", name);
		return -EINVAL;
	}
	mbox->format = format;

	return 0;
}

static int rproc_mbox_request(struct device *dev, struct rproc_mbox *mbox)
{
	int ret;

	mbox->shared = has_mbox(dev, "vq");
	init_vqs(mbox);
	ret = request_channels(dev, mbox);
	if (ret)
		return ret;
	connect_vqs(mbox);

	ret = request_crash(dev, &mbox->crash);
	if (ret)
		return ret;

	return request_shutdown(dev, &mbox->shutdown);
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
	mbox->subdev.start = vqs_start;
	mbox->subdev.stop = vqs_stop;
	INIT_LIST_HEAD(&mbox->subdev.node);
	ret = read_format(dev, mbox);
	if (ret)
		return ret;
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
 * rproc_mbox_check() - can the virtqueues of a firmware be served?
 * @mbox: the channels
 *
 * Context: when the remoteproc core has its copy of the resource table.
 * Return: 0 or -EINVAL; the reason is logged.
 */
int rproc_mbox_check(const struct rproc_mbox *mbox)
{
	const struct rproc *rproc = mbox->rproc;
	unsigned int vrings;

	if (!rproc->table_ptr)
		return 0;
	vrings = rsc_table_vrings(rproc->table_ptr, rproc->table_sz);
	if (vrings <= mbox->vq_count)
		return 0;

	dev_err(&rproc->dev,
		"firmware has %u virtqueues, and mboxes has channels for %u of them\n",
		vrings, mbox->vq_count);
	return -EINVAL;
}

/*
 * A message is done when it is sent: a second one before the first is seen says
 * nothing more. For the same reason one that does not find room is not lost.
 */
static int send(struct mbox_chan *chan, void *message)
{
	int ret = mbox_send_message(chan, message);

	if (!chan->mbox->txdone_irq)
		mbox_client_txdone(chan, 0);

	return ret < 0 && ret != -ENOBUFS ? ret : 0;
}

/**
 * rproc_mbox_kick() - tell the remote processor of a message
 * @mbox: its channels
 * @vqid: id of the virtqueue that has it
 */
void rproc_mbox_kick(struct rproc_mbox *mbox, int vqid)
{
	struct rproc_mbox_vq *vq;
	void *message;
	int ret;

	if (vqid < 0 || vqid >= mbox->vq_count) {
		dev_err_once(&mbox->rproc->dev, "no mailbox for vq%d\n", vqid);
		return;
	}

	vq = &mbox->vqs[vqid];
	message = mbox->format == RPROC_MBOX_VALUE ? (void *)(uintptr_t)vq->id :
						     &vq->message;
	ret = send(vq->chan, message);
	if (ret)
		dev_err_ratelimited(&mbox->rproc->dev, "can't kick vq%d: %d\n",
				    vqid, ret);
}

/**
 * rproc_mbox_starts() - the remote processor is about to run
 * @mbox: the channels
 *
 * Kicks are heard once all other subdevices are there, the virtio devices that
 * the firmware asks for among them: the core starts them in the order of their
 * registration, and has registered those by now. What was told of a crash before
 * does not count.
 *
 * Context: a start or attach operation, before it runs; the remote processor's
 * lock keeps the work away that would report an earlier run's crash.
 */
void rproc_mbox_starts(struct rproc_mbox *mbox)
{
	rproc_mbox_stopped(mbox); /* of an attempt that failed */
	rproc_add_subdev(mbox->rproc, &mbox->subdev);
	clear_bit(0, &mbox->crash.pending);
}

/**
 * rproc_mbox_look() - see whether there are messages
 * @mbox: the channels
 *
 * Context: when a kick may have been lost.
 */
void rproc_mbox_look(struct rproc_mbox *mbox)
{
	any_kicked(mbox);
}

/**
 * rproc_mbox_end() - have the firmware end before it is stopped
 * @mbox: the channels
 *
 * One that has crashed is not asked, but for when the driver goes, which has the
 * core take it for a running one. One that does not answer in time is stopped all
 * the same.
 *
 * Context: a stop operation, before the reset.
 */
void rproc_mbox_end(struct rproc_mbox *mbox)
{
	const unsigned long timeout = msecs_to_jiffies(RPROC_MBOX_SHUTDOWN_MS);
	struct rproc_mbox_shutdown *shutdown = &mbox->shutdown;
	void *message = &shutdown->message;
	struct device *dev = &mbox->rproc->dev;
	int ret;

	if (!shutdown->chan || !rproc_is_up(mbox->rproc))
		return;
	if (mbox->format == RPROC_MBOX_VALUE)
		message = NULL;

	reinit_completion(&shutdown->ended);
	ret = send(shutdown->chan, message);
	if (ret)
		dev_warn(dev, "can't ask the firmware to end: %d\n", ret);
	else if (!wait_for_completion_timeout(&shutdown->ended, timeout))
		dev_warn(dev, "firmware has not ended by itself in %u ms\n",
			 RPROC_MBOX_SHUTDOWN_MS);
}

/**
 * rproc_mbox_stopped() - the end of rproc_mbox_starts()
 * @mbox: the channels
 *
 * Context: a stop, detach or unprepare operation, and a start operation that
 * fails: before the core frees the subdevices, and not while it goes through them.
 */
void rproc_mbox_stopped(struct rproc_mbox *mbox)
{
	list_del_init(&mbox->subdev.node);
}
