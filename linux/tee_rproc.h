/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * tee_rproc: platform driver of a remote processor that is described by
 * standard device tree properties alone. Private to the module.
 *
 * Two modes share everything that is not loading and starting:
 *   direct  Linux loads an ELF file and holds the reset line (rproc_direct.c)
 *   secure  the TEE authenticates, loads and starts          (rproc_secure.c)
 */
#ifndef TEE_RPROC_H
#define TEE_RPROC_H

#include <linux/remoteproc.h>
#include <linux/types.h>

#include "rproc_mbox.h"
#include "rproc_mem.h"

struct device;
struct reset_control;
struct rproc_tee;

/**
 * struct tee_rproc - private data of a remote processor
 * @rproc: the remote processor
 * @mem: its memories, as the device tree describes them
 * @mbox: its mailbox channels
 * @leaving: the driver goes; @rproc's lock guards it
 * @reset: direct mode: its reset line
 * @elf_machine: direct mode: e_machine of its firmware, 0 if any will do
 * @stock: direct mode: the operations that the remoteproc core brings
 * @tee: secure mode: its handle at the TEE
 */
struct tee_rproc {
	struct rproc *rproc;
	struct rproc_mem mem;
	struct rproc_mbox mbox;
	bool leaving;

	struct reset_control *reset;
	u16 elf_machine;
	struct rproc_ops stock;

	struct rproc_tee *tee;
};

/**
 * struct tee_rproc_mode - how a remote processor is loaded and started
 * @ops: the operations for the remoteproc core
 * @init: get what the mode needs, before the remote processor is registered
 */
struct tee_rproc_mode {
	const struct rproc_ops *ops;
	int (*init)(struct device *dev, struct tee_rproc *trproc);
};

extern const struct tee_rproc_mode tee_rproc_direct;
extern const struct tee_rproc_mode tee_rproc_secure;

/* Operations that both modes share */
int tee_rproc_prepare(struct rproc *rproc);
void tee_rproc_forget(struct rproc *rproc);
void tee_rproc_recovering(struct rproc *rproc);
int tee_rproc_stopped(struct rproc *rproc, int ret);
void tee_rproc_kick(struct rproc *rproc, int vqid);

#endif /* TEE_RPROC_H */
