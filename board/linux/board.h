/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The virtual board as Linux sees it: one PCI function for each remote core,
 * which is that core's mailbox and its reset line.
 */
#ifndef TEEPROC_BOARD_H
#define TEEPROC_BOARD_H

#include <linux/completion.h>
#include <linux/mailbox_controller.h>
#include <linux/mutex.h>
#include <linux/reset-controller.h>

#include <teeproc/mailbox.h>

struct pci_dev;

#define BOARD_CHANNELS TEEPROC_MBOX_VECTORS /* 3 is the reset line */

/**
 * struct board - one mailbox function
 * @pdev: the PCI device, ivshmem-doorbell
 * @doorbell: BAR 0
 * @regs: BAR 2, the registers of teeproc/mailbox.h
 * @mbox: mailbox controller
 * @chans: its channels; the number of a channel is its vector
 * @rcdev: reset controller with one line
 * @reset_lock: one request to the SoC at a time; guards @reset_seq
 * @reset_done: the SoC has raised the reset vector
 * @reset_seq: number of the last request
 */
struct board {
	struct pci_dev *pdev;
	void __iomem *doorbell;
	void __iomem *regs;

	struct mbox_controller mbox;
	struct mbox_chan chans[BOARD_CHANNELS];

	struct reset_controller_dev rcdev;
	struct mutex reset_lock; /* one request at a time; reset_seq */
	struct completion reset_done;
	u32 reset_seq;
};

void board_ring(struct board *board, unsigned int vector);

int board_mailbox_register(struct board *board);
int board_reset_register(struct board *board);

#endif /* TEEPROC_BOARD_H */
