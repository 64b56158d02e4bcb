/* SPDX-License-Identifier: GPL-2.0-only */
/* Mailbox channels of a remote processor. */
#ifndef RPROC_MBOX_H
#define RPROC_MBOX_H

#include <linux/completion.h>
#include <linux/mailbox_client.h>
#include <linux/remoteproc.h>
#include <linux/types.h>
#include <linux/workqueue.h>

struct device;
struct workqueue_struct;

/* Virtqueues that can be served, of all virtio devices together */
#define RPROC_MBOX_VQS_MAX 16

/**
 * enum rproc_mbox_format - what a mailbox controller takes for a message
 * @RPROC_MBOX_POINTER: a pointer to 32 bits, the virtqueue's id: doorbells, which
 *	do not look at it, and controllers that do
 * @RPROC_MBOX_VALUE: the id itself in the place of the pointer, as TI's
 * @RPROC_MBOX_UPPER_HALF: a pointer to 32 bits with the id in their upper half, as
 *	NXP's
 */
enum rproc_mbox_format {
	RPROC_MBOX_POINTER,
	RPROC_MBOX_VALUE,
	RPROC_MBOX_UPPER_HALF,
};

/**
 * struct rproc_mbox_vq - one virtqueue
 * @chan: where it is kicked; may be that of others as well
 * @work: hands a kick to the remoteproc core
 * @mbox: all channels
 * @id: the virtqueue's id
 * @message: what @chan sends, if it takes a pointer
 */
struct rproc_mbox_vq {
	struct mbox_chan *chan;
	struct work_struct work;
	struct rproc_mbox *mbox;
	u32 id;
	u32 message;
};

/**
 * struct rproc_mbox_chan - the channel of one virtqueue, or of all
 * @client: towards the mailbox core
 * @chan: the channel, both directions
 * @mbox: all channels
 * @id: the virtqueue's id, if it has the channel for itself
 */
struct rproc_mbox_chan {
	struct mbox_client client;
	struct mbox_chan *chan;
	struct rproc_mbox *mbox;
	u32 id;
};

/**
 * struct rproc_mbox_crash - the channel that tells of a crash
 * @client: towards the mailbox core
 * @chan: the channel; NULL if the remote processor has none
 * @work: reports the crash
 * @pending: bit 0: a crash has been told, and no start has followed
 */
struct rproc_mbox_crash {
	struct mbox_client client;
	struct mbox_chan *chan;
	struct work_struct work;
	unsigned long pending;
};

/* How long a firmware has to end by itself before it is held in reset */
#define RPROC_MBOX_SHUTDOWN_MS 500

/**
 * struct rproc_mbox_shutdown - the channel that asks the firmware to end
 * @client: towards the mailbox core
 * @chan: the channel; NULL if the remote processor has none
 * @ended: the firmware has answered
 * @message: what @chan sends, if it takes a pointer: nothing but the signal counts
 */
struct rproc_mbox_shutdown {
	struct mbox_client client;
	struct mbox_chan *chan;
	struct completion ended;
	u32 message;
};

/**
 * struct rproc_mbox - all channels of a remote processor
 * @rproc: the remote processor
 * @workqueue: runs what follows a signal
 * @format: of a message
 * @shared: one channel for all virtqueues: the message tells which one it is
 * @vqs: the virtqueues
 * @vq_count: so many of them are served
 * @chans: their channels
 * @chan_count: so many are there
 * @subdev: starts after the virtio devices and stops before them
 * @vqs_up: kicks are handed on; from @subdev's start to its stop
 * @crash: the crash channel
 * @shutdown: the shutdown channel
 */
struct rproc_mbox {
	struct rproc *rproc;
	struct workqueue_struct *workqueue;
	enum rproc_mbox_format format;
	bool shared;
	struct rproc_mbox_vq vqs[RPROC_MBOX_VQS_MAX];
	unsigned int vq_count;
	struct rproc_mbox_chan chans[RPROC_MBOX_VQS_MAX];
	unsigned int chan_count;
	struct rproc_subdev subdev;
	bool vqs_up;
	struct rproc_mbox_crash crash;
	struct rproc_mbox_shutdown shutdown;
};

int rproc_mbox_init(struct device *dev, struct rproc *rproc,
		    struct rproc_mbox *mbox);
int rproc_mbox_check(const struct rproc_mbox *mbox);
void rproc_mbox_kick(struct rproc_mbox *mbox, int vqid);
void rproc_mbox_starts(struct rproc_mbox *mbox);
void rproc_mbox_look(struct rproc_mbox *mbox);
void rproc_mbox_end(struct rproc_mbox *mbox);
void rproc_mbox_stopped(struct rproc_mbox *mbox);

#endif /* RPROC_MBOX_H */
