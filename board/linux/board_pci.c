// SPDX-License-Identifier: GPL-2.0-only
/*
 * PCI function of a core's mailbox. The id is that of every ivshmem device;
 * ours is the one that the device tree has a node for.
 */
#include "board.h"

#include <linux/dev_printk.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/pci.h>
#include <linux/pm.h>

#define BOARD_BAR_DOORBELL 0
#define BOARD_BAR_REGS 2

/**
 * board_ring() - raise a vector at the SoC
 * @board: the mailbox function
 * @vector: TEEPROC_MBOX_VEC_*
 *
 * Context: any.
 */
void board_ring(struct board *board, unsigned int vector)
{
	/* writel() orders what the registers hold before the doorbell */
	writel(TEEPROC_MBOX_PEER_SOC << 16 | vector,
	       board->doorbell + TEEPROC_MBOX_DOORBELL);
}

static void board_release_regions(void *pdev)
{
	pci_release_regions(pdev);
}

static void board_free_vectors(void *pdev)
{
	pci_free_irq_vectors(pdev);
}

static int board_map(struct board *board)
{
	struct pci_dev *pdev = board->pdev;
	struct device *dev = &pdev->dev;
	int ret;

	ret = pcim_enable_device(pdev);
	if (ret)
		return ret;

	ret = pci_request_regions(pdev, "teeproc_board");
	if (ret)
		return ret;
	ret = devm_add_action_or_reset(dev, board_release_regions, pdev);
	if (ret)
		return ret;

	if (pci_resource_len(pdev, BOARD_BAR_REGS) < TEEPROC_MBOX_REGS_SIZE)
		return -ENODEV;
	board->doorbell = pcim_iomap(pdev, BOARD_BAR_DOORBELL, 0);
	board->regs = pcim_iomap(pdev, BOARD_BAR_REGS, 0);
	if (!board->doorbell || !board->regs)
		return -ENOMEM;

	return 0;
}

static int board_check_soc(struct board *board)
{
	u32 magic = readl(board->regs + TEEPROC_MBOX_REG_MAGIC);
	u32 version = readl(board->regs + TEEPROC_MBOX_REG_VERSION);

	if (magic == TEEPROC_MBOX_MAGIC && version == 1)
		return 0;

	dev_err(&board->pdev->dev,
		"no SoC behind the mailbox: magic %#x, version %u\n", magic,
		version);
	return -ENODEV;
}

static int board_vectors(struct board *board)
{
	struct pci_dev *pdev = board->pdev;
	int ret;

	pci_set_master(pdev);
	ret = pci_alloc_irq_vectors(pdev, TEEPROC_MBOX_VECTORS,
				    TEEPROC_MBOX_VECTORS, PCI_IRQ_MSIX);
	if (ret < 0)
		return ret;

	return devm_add_action_or_reset(&pdev->dev, board_free_vectors, pdev);
}

static int board_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct device *dev = &pdev->dev;
	struct board *board;
	int ret;

	if (!of_device_is_compatible(dev->of_node, "teeproc,board-mailbox"))
		return -ENODEV;

	board = devm_kzalloc(dev, sizeof(*board), GFP_KERNEL);
	if (!board)
		return -ENOMEM;
	board->pdev = pdev;

	ret = board_map(board);
	if (ret)
		return dev_err_probe(dev, ret, "can't map the registers\n");

	ret = board_check_soc(board);
	if (ret)
		return ret;

	ret = board_vectors(board);
	if (ret)
		return dev_err_probe(dev, ret, "can't get %d MSI-X vectors\n",
				     TEEPROC_MBOX_VECTORS);

	ret = board_reset_register(board);
	if (ret)
		return dev_err_probe(dev, ret, "can't register the reset\n");

	ret = board_mailbox_register(board);
	if (ret)
		return dev_err_probe(dev, ret, "can't register the mailbox\n");

	dev_info(dev, "mailbox and reset of core %u\n",
		 readl(board->regs + TEEPROC_MBOX_REG_CORE));
	return 0;
}

static const struct pci_device_id board_ids[] = {
	{ PCI_DEVICE(TEEPROC_MBOX_PCI_VENDOR, TEEPROC_MBOX_PCI_DEVICE) },
	{}
};
MODULE_DEVICE_TABLE(pci, board_ids);

/*
 * Nothing to do; but a device whose driver has none is kept from the bus while Linux
 * sleeps, and what the SoC raises then would be lost.
 */
static DEFINE_SIMPLE_DEV_PM_OPS(board_pm_ops, NULL, NULL);

static struct pci_driver board_driver = {
	.name = "teeproc_board",
	.id_table = board_ids,
	.probe = board_probe,
	.driver.pm = pm_sleep_ptr(&board_pm_ops),
};
module_pci_driver(board_driver);

MODULE_DESCRIPTION("Mailbox and reset controller of the teeproc virtual board");
MODULE_LICENSE("GPL");
