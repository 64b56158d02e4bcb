// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mailbox controller: a channel is a vector in each direction. A message has
 * no contents, it is a signal.
 */
#include "board.h"

#include <linux/interrupt.h>
#include <linux/pci.h>

static struct board *chan_to_board(struct mbox_chan *chan)
{
	return container_of(chan->mbox, struct board, mbox);
}

static unsigned int chan_to_vector(struct mbox_chan *chan)
{
	return chan - chan_to_board(chan)->chans;
}

static irqreturn_t board_mailbox_irq(int irq, void *chan)
{
	mbox_chan_received_data(chan, NULL);
	return IRQ_HANDLED;
}

static int board_mailbox_send(struct mbox_chan *chan, void *data)
{
	unsigned int vector = chan_to_vector(chan);

	/* from the SoC only, and no channel of a client's */
	if (vector == TEEPROC_MBOX_VEC_CRASH ||
	    vector == TEEPROC_MBOX_VEC_RESET)
		return -EOPNOTSUPP;

	board_ring(chan_to_board(chan), vector);
	return 0;
}

/* The doorbell write has arrived when the store completes. */
static bool board_mailbox_sent(struct mbox_chan *chan)
{
	return true;
}

/* The interrupt lives as long as the client: a callback without one is fatal. */
static int board_mailbox_startup(struct mbox_chan *chan)
{
	struct board *board = chan_to_board(chan);
	int irq = pci_irq_vector(board->pdev, chan_to_vector(chan));
	int ret;

	ret = request_irq(irq, board_mailbox_irq, 0,
			  dev_name(&board->pdev->dev), chan);
	if (!ret)
		chan->con_priv = board;

	return ret;
}

/* It comes after a startup that fails, too. */
static void board_mailbox_shutdown(struct mbox_chan *chan)
{
	struct board *board = chan->con_priv;

	if (!board)
		return;
	free_irq(pci_irq_vector(board->pdev, chan_to_vector(chan)), chan);
	chan->con_priv = NULL;
}

static const struct mbox_chan_ops board_mailbox_ops = {
	.send_data = board_mailbox_send,
	.last_tx_done = board_mailbox_sent,
	.startup = board_mailbox_startup,
	.shutdown = board_mailbox_shutdown,
};

/**
 * board_mailbox_register() - register the mailbox controller of a board
 * @board: mapped, and with its vectors allocated
 *
 * Return: 0 or a negative errno.
 */
int board_mailbox_register(struct board *board)
{
	struct device *dev = &board->pdev->dev;

	board->mbox.dev = dev;
	board->mbox.ops = &board_mailbox_ops;
	board->mbox.chans = board->chans;
	board->mbox.num_chans = BOARD_CHANNELS;
	board->mbox.txdone_poll = true;
	board->mbox.txpoll_period = 1; /* ms */

	return devm_mbox_controller_register(dev, &board->mbox);
}
