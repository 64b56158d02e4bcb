// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * teeproc_test_mbox: a mailbox controller with nobody at the other end. It tells
 * what was sent, as the kind of controller would that its node names, and has
 * received what a test says. Node: compatible "teeproc,test-mailbox", one cell.
 *
 * Parameters: pointers (1: messages are pointers to 32 bits, 0: they are the
 * value), busy (1: it takes none now), last (the last message), sent (how many),
 * receive (written "CHANNEL VALUE": the channel's client has it).
 */
#include <linux/mailbox_controller.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/platform_device.h>

#define CHANNELS 4

static bool pointers = true;
module_param(pointers, bool, 0644);
static bool busy;
module_param(busy, bool, 0644);
static unsigned int last;
module_param(last, uint, 0644);
static unsigned int sent;
module_param(sent, uint, 0644);

static struct mbox_chan chans[CHANNELS];
static struct mbox_controller controller;

static int test_send(struct mbox_chan *chan, void *data)
{
	if (busy)
		return -EBUSY;
	last = pointers ? *(u32 *)data : (u32)(uintptr_t)data;
	sent++;
	return 0;
}

static bool test_sent(struct mbox_chan *chan)
{
	return true;
}

static const struct mbox_chan_ops test_ops = {
	.send_data = test_send,
	.last_tx_done = test_sent,
};

static int receive_set(const char *value, const struct kernel_param *kp)
{
	unsigned int channel;
	u32 message;

	if (sscanf(value, "%u %x", &channel, &message) != 2 ||
	    channel >= CHANNELS || !chans[channel].cl)
		return -EINVAL;
	mbox_chan_received_data(&chans[channel],
				pointers ? (void *)&message :
					   (void *)(uintptr_t)message);

	return 0;
}

static const struct kernel_param_ops receive_ops = { .set = receive_set };
module_param_cb(receive, &receive_ops, NULL, 0200);

static int test_probe(struct platform_device *pdev)
{
	controller.dev = &pdev->dev;
	controller.ops = &test_ops;
	controller.chans = chans;
	controller.num_chans = CHANNELS;
	controller.txdone_poll = true;
	controller.txpoll_period = 1; /* ms */

	return devm_mbox_controller_register(&pdev->dev, &controller);
}

static const struct of_device_id test_match[] = {
	{ .compatible = "teeproc,test-mailbox" },
	{}
};
MODULE_DEVICE_TABLE(of, test_match);

static struct platform_driver test_driver = {
	.probe = test_probe,
	.driver = {
		.name = "teeproc_test_mbox",
		.of_match_table = test_match,
	},
};
module_platform_driver(test_driver);

MODULE_DESCRIPTION("A mailbox controller with nobody at the other end");
MODULE_LICENSE("Dual BSD/GPL");
