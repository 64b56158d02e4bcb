// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mailbox of a Cortex-R5F on xlnx-versal-virt: words that count signals, and one
 * doorbell for all channels towards Linux (teeproc/versal_mailbox.h).
 */
#include <linux/bits.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/mailbox_controller.h>
#include <linux/mod_devicetable.h>
#include <linux/module.h>
#include <linux/platform_device.h>

#include <teeproc/mailbox.h>
#include <teeproc/versal_mailbox.h>

/**
 * struct versal_mailbox - one core's
 * @mbox: mailbox controller
 * @chans: its channels; the number of a channel is its vector
 * @adma: registers of the doorbell
 * @words: the counts
 * @seen: of the core's signals, so far; the interrupt's, and startup's before it
 * @open: bit n is set while channel n has a client, and its callback may be called
 * @irq: the doorbell's
 */
struct versal_mailbox {
	struct mbox_controller mbox;
	struct mbox_chan chans[TEEPROC_MBOX_VECTORS];
	void __iomem *adma;
	void __iomem *words;
	u32 seen[TEEPROC_MBOX_VECTORS];
	unsigned long open;
	int irq;
};

static struct versal_mailbox *chan_to_mailbox(struct mbox_chan *chan)
{
	return container_of(chan->mbox, struct versal_mailbox, mbox);
}

static unsigned int chan_to_vector(struct mbox_chan *chan)
{
	return chan - chan_to_mailbox(chan)->chans;
}

static void versal_mailbox_look(struct versal_mailbox *mailbox,
				unsigned int vector)
{
	u32 count = readl(mailbox->words + TEEPROC_VMBOX_TO_LINUX(vector));

	if (count == mailbox->seen[vector])
		return;
	mailbox->seen[vector] = count;
	if (test_bit(vector, &mailbox->open))
		mbox_chan_received_data(&mailbox->chans[vector], NULL);
}

static irqreturn_t versal_mailbox_irq(int irq, void *data)
{
	struct versal_mailbox *mailbox = data;
	unsigned int vector;
	u32 status;

	status = readl(mailbox->adma + TEEPROC_VMBOX_ISR);
	if (!(status & TEEPROC_VMBOX_DONE))
		return IRQ_NONE;

	/* the bell first: what is counted after this look rings again */
	writel(status, mailbox->adma + TEEPROC_VMBOX_ISR);
	for (vector = 0; vector < TEEPROC_MBOX_VECTORS; vector++)
		versal_mailbox_look(mailbox, vector);

	return IRQ_HANDLED;
}

/* One sender at a time: the mailbox framework locks the channel. */
static int versal_mailbox_send(struct mbox_chan *chan, void *data)
{
	unsigned int vector = chan_to_vector(chan);
	void __iomem *word =
		chan_to_mailbox(chan)->words + TEEPROC_VMBOX_TO_CORE(vector);

	/* from the core only, and no channel of a client's */
	if (vector == TEEPROC_MBOX_VEC_CRASH ||
	    vector == TEEPROC_MBOX_VEC_RESET)
		return -EOPNOTSUPP;

	/* writel() orders what the vrings hold before the count */
	writel(readl(word) + 1, word);
	return 0;
}

static bool versal_mailbox_sent(struct mbox_chan *chan)
{
	return true;
}

/* What was signalled to nobody is not for who comes now. */
static int versal_mailbox_startup(struct mbox_chan *chan)
{
	struct versal_mailbox *mailbox = chan_to_mailbox(chan);
	unsigned int vector = chan_to_vector(chan);

	disable_irq(mailbox->irq);
	mailbox->seen[vector] =
		readl(mailbox->words + TEEPROC_VMBOX_TO_LINUX(vector));
	set_bit(vector, &mailbox->open);
	enable_irq(mailbox->irq);
	return 0;
}

static void versal_mailbox_shutdown(struct mbox_chan *chan)
{
	struct versal_mailbox *mailbox = chan_to_mailbox(chan);

	clear_bit(chan_to_vector(chan), &mailbox->open);
	synchronize_irq(mailbox->irq);
}

static const struct mbox_chan_ops versal_mailbox_ops = {
	.send_data = versal_mailbox_send,
	.last_tx_done = versal_mailbox_sent,
	.startup = versal_mailbox_startup,
	.shutdown = versal_mailbox_shutdown,
};

static void versal_mailbox_mute(void *data)
{
	struct versal_mailbox *mailbox = data;

	writel(TEEPROC_VMBOX_DONE, mailbox->adma + TEEPROC_VMBOX_IDS);
}

static int versal_mailbox_probe(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	struct versal_mailbox *mailbox;
	int ret;

	mailbox = devm_kzalloc(dev, sizeof(*mailbox), GFP_KERNEL);
	if (!mailbox)
		return -ENOMEM;

	mailbox->adma = devm_platform_ioremap_resource_byname(pdev, "doorbell");
	if (IS_ERR(mailbox->adma))
		return PTR_ERR(mailbox->adma);
	mailbox->words = devm_platform_ioremap_resource_byname(pdev, "words");
	if (IS_ERR(mailbox->words))
		return PTR_ERR(mailbox->words);
	mailbox->irq = platform_get_irq(pdev, 0);
	if (mailbox->irq < 0)
		return mailbox->irq;

	ret = devm_request_irq(dev, mailbox->irq, versal_mailbox_irq, 0,
			       dev_name(dev), mailbox);
	if (ret)
		return dev_err_probe(dev, ret, "can't get the doorbell\n");
	ret = devm_add_action_or_reset(dev, versal_mailbox_mute, mailbox);
	if (ret)
		return ret;
	writel(TEEPROC_VMBOX_DONE, mailbox->adma + TEEPROC_VMBOX_IEN);

	mailbox->mbox.dev = dev;
	mailbox->mbox.ops = &versal_mailbox_ops;
	mailbox->mbox.chans = mailbox->chans;
	mailbox->mbox.num_chans = TEEPROC_MBOX_VECTORS;
	mailbox->mbox.txdone_poll = true;
	mailbox->mbox.txpoll_period = 1; /* ms */

	return devm_mbox_controller_register(dev, &mailbox->mbox);
}

static const struct of_device_id versal_mailbox_of_match[] = {
	{ .compatible = "teeproc,versal-mailbox" },
	{}
};
MODULE_DEVICE_TABLE(of, versal_mailbox_of_match);

static struct platform_driver versal_mailbox_driver = {
	.probe = versal_mailbox_probe,
	.driver = {
		.name = "teeproc_versal",
		.of_match_table = versal_mailbox_of_match,
	},
};
module_platform_driver(versal_mailbox_driver);

MODULE_DESCRIPTION("Mailbox of xlnx-versal-virt's Cortex-R5F");
MODULE_LICENSE("GPL");
