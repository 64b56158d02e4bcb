// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reset line of a core: Linux writes the wanted level and a number to the
 * registers and rings; the SoC carries it out, or refuses, writes the number
 * and the result back and raises the same vector.
 */
#include "board.h"

#include <linux/interrupt.h>
#include <linux/jiffies.h>
#include <linux/pci.h>

#include <teeproc/core_state.h>

/* A core whose machine has to be made anew takes some 100 ms. */
#define BOARD_RESET_TIMEOUT_MS 5000

static struct board *rcdev_to_board(struct reset_controller_dev *rcdev)
{
	return container_of(rcdev, struct board, rcdev);
}

static irqreturn_t board_reset_irq(int irq, void *data)
{
	struct board *board = data;

	complete(&board->reset_done);
	return IRQ_HANDLED;
}

static bool board_reset_answered(struct board *board)
{
	return readl(board->regs + TEEPROC_MBOX_REG_ACK) == board->reset_seq;
}

/* A late answer to an earlier request also completes; only ACK counts. */
static bool board_reset_wait(struct board *board)
{
	unsigned long timeout = msecs_to_jiffies(BOARD_RESET_TIMEOUT_MS);

	while (timeout && !board_reset_answered(board))
		timeout = wait_for_completion_timeout(&board->reset_done,
						      timeout);

	return board_reset_answered(board);
}

static int board_reset_result(struct board *board)
{
	u32 result = readl(board->regs + TEEPROC_MBOX_REG_RESULT);
	struct device *dev = &board->pdev->dev;

	switch (result) {
	case TEEPROC_MBOX_OK:
		return 0;
	case TEEPROC_MBOX_DENIED:
		dev_err(dev,
			"reset: the secure world has charge of this core\n");
		return -EACCES;
	case TEEPROC_MBOX_NO_IMAGE:
		dev_err(dev, "reset: no vector table at the boot address\n");
		return -ENOEXEC;
	case TEEPROC_MBOX_DEAD:
		dev_err(dev, "reset: the core does not answer\n");
		return -EIO;
	default:
		dev_err(dev, "reset: the SoC does not know the request (%u)\n",
			result);
		return -EINVAL;
	}
}

static int board_reset_request(struct board *board, u32 level)
{
	int ret;

	mutex_lock(&board->reset_lock);

	reinit_completion(&board->reset_done);
	board->reset_seq++;
	writel(level, board->regs + TEEPROC_MBOX_REG_RESET);
	writel(board->reset_seq, board->regs + TEEPROC_MBOX_REG_SEQ);
	board_ring(board, TEEPROC_MBOX_VEC_RESET);

	if (board_reset_wait(board)) {
		ret = board_reset_result(board);
	} else {
		dev_err(&board->pdev->dev, "reset: no answer in %d ms\n",
			BOARD_RESET_TIMEOUT_MS);
		ret = -ETIMEDOUT;
	}

	mutex_unlock(&board->reset_lock);
	return ret;
}

static int board_reset_assert(struct reset_controller_dev *rcdev,
			      unsigned long id)
{
	return board_reset_request(rcdev_to_board(rcdev), 1);
}

static int board_reset_deassert(struct reset_controller_dev *rcdev,
				unsigned long id)
{
	return board_reset_request(rcdev_to_board(rcdev), 0);
}

static int board_reset_status(struct reset_controller_dev *rcdev,
			      unsigned long id)
{
	struct board *board = rcdev_to_board(rcdev);

	return readl(board->regs + TEEPROC_MBOX_REG_STATE) ==
	       TEEPROC_CORE_RESET;
}

static const struct reset_control_ops board_reset_ops = {
	.assert = board_reset_assert,
	.deassert = board_reset_deassert,
	.status = board_reset_status,
};

/**
 * board_reset_register() - register the reset controller of a board
 * @board: mapped, and with its vectors allocated
 *
 * Return: 0 or a negative errno.
 */
int board_reset_register(struct board *board)
{
	struct device *dev = &board->pdev->dev;
	int irq;
	int ret;

	mutex_init(&board->reset_lock);
	init_completion(&board->reset_done);
	/* an earlier driver may have left its number there */
	board->reset_seq = readl(board->regs + TEEPROC_MBOX_REG_ACK);

	irq = pci_irq_vector(board->pdev, TEEPROC_MBOX_VEC_RESET);
	ret = devm_request_irq(dev, irq, board_reset_irq, 0, dev_name(dev),
			       board);
	if (ret)
		return ret;

	board->rcdev.owner = THIS_MODULE;
	board->rcdev.ops = &board_reset_ops;
	board->rcdev.dev = dev;
	board->rcdev.of_node = dev->of_node;
	board->rcdev.nr_resets = 1;

	return devm_reset_controller_register(dev, &board->rcdev);
}
