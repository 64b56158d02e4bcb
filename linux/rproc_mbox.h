/* SPDX-License-Identifier: GPL-2.0-only */
/* Mailbox channels of a remote processor. */
#ifndef RPROC_MBOX_H
#define RPROC_MBOX_H

#include <linux/mailbox_client.h>
#include <linux/types.h>
#include <linux/workqueue.h>

struct device;
struct rproc;
struct workqueue_struct;

#define RPROC_MBOX_VQS 2

/**
 * struct rproc_mbox_vq - the channel of one virtqueue, both directions
 * @client: towards the mailbox core
 * @chan: the channel
 * @work: hands a kick to the remoteproc core
 * @mbox: all channels
 * @id: the virtqueue's id; also the message
 */
struct rproc_mbox_vq {
	struct mbox_client client;
	struct mbox_chan *chan;
	struct work_struct work;
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

/**
 * struct rproc_mbox - all channels of a remote processor
 * @rproc: the remote processor
 * @workqueue: runs what follows a signal
 * @vqs: the virtqueues
 * @crash: the crash channel
 */
struct rproc_mbox {
	struct rproc *rproc;
	struct workqueue_struct *workqueue;
	struct rproc_mbox_vq vqs[RPROC_MBOX_VQS];
	struct rproc_mbox_crash crash;
};

int rproc_mbox_init(struct device *dev, struct rproc *rproc,
		    struct rproc_mbox *mbox);
void rproc_mbox_kick(struct rproc_mbox *mbox, int vqid);
void rproc_mbox_forget_crash(struct rproc_mbox *mbox);

#endif /* RPROC_MBOX_H */
