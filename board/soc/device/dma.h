/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The DMA engine between the application cores' RAM and a core's memory. The
 * page list and the pages are untrusted: the list is copied once and checked,
 * the bytes are hashed where they have arrived. Blocking.
 */
#ifndef SOC_DMA_H
#define SOC_DMA_H

#include <stdint.h>

#define DMA_HASH_SIZE 32u

struct dma_ram {
	int fd;
	uint64_t pa;
	uint64_t size;
};

/* One range of a core's memory; the caller has checked that it is inside. */
struct dma_place {
	int fd;
	uint64_t offset;
	uint32_t size;
};

/* The RAM side: a list of page addresses, and where in the first page. */
struct dma_pages {
	uint64_t list_pa;
	uint32_t offset;
};

/*
 * All return NULL or a reason of the control port: "range" (nothing has been
 * changed), "hash" (the place is zeroed), "io".
 */
const char *dma_load(const struct dma_ram *ram, const struct dma_pages *pages,
		     const struct dma_place *place,
		     const uint8_t hash[DMA_HASH_SIZE]);
const char *dma_dump(const struct dma_ram *ram, const struct dma_pages *pages,
		     const struct dma_place *place);
const char *dma_fill(const struct dma_place *place, uint8_t byte);

#endif /* SOC_DMA_H */
