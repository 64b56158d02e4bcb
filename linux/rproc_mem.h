/* SPDX-License-Identifier: GPL-2.0-only */
/* Memories of a remote processor that Linux reaches. */
#ifndef RPROC_MEM_H
#define RPROC_MEM_H

#include <linux/types.h>

struct device;
struct rproc;

/**
 * struct rproc_region - one entry of memory-region or reg
 * @name: by memory-region-names or reg-names; it names the carveout
 * @pa: physical address
 * @da: device address, by dma-ranges
 * @size: in bytes
 */
struct rproc_region {
	const char *name;
	phys_addr_t pa;
	u32 da;
	size_t size;
};

struct rproc_mem {
	struct rproc_region *regions;
	unsigned int count;
};

int rproc_mem_parse(struct device *dev, struct rproc_mem *mem);
int rproc_mem_add_carveouts(struct rproc *rproc, const struct rproc_mem *mem);
int rproc_mem_add_dump(struct rproc *rproc, const struct rproc_mem *mem);
void rproc_mem_clear(struct rproc *rproc, const struct rproc_mem *mem);

#endif /* RPROC_MEM_H */
