// SPDX-License-Identifier: BSD-2-Clause
#include "dma.h"

#include <endian.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <teeproc/control_port.h>

#include "../host/memory.h"

#define PAGE_SIZE TEEPROC_CP_PAGE_SIZE
#define BUFFER_SIZE (64u * 1024u)

static bool inside_ram(const struct dma_ram *ram, uint64_t pa, uint64_t size)
{
	return pa >= ram->pa && size <= ram->size &&
	       pa - ram->pa <= ram->size - size;
}

/*
 * A private copy of the page list, checked: what the normal world writes into
 * its own copy afterwards has no effect.
 */
static const char *fetch_list(const struct dma_ram *ram,
			      const struct dma_pages *pages, uint32_t size,
			      uint64_t **list, uint32_t *n_pages)
{
	uint64_t span = (uint64_t)pages->offset + size;
	uint32_t n = (span + PAGE_SIZE - 1) / PAGE_SIZE;
	uint64_t bytes = (uint64_t)n * sizeof(**list);
	uint64_t *copy;

	if (pages->offset >= PAGE_SIZE ||
	    !inside_ram(ram, pages->list_pa, bytes))
		return TEEPROC_CP_ERR_RANGE;
	copy = malloc(bytes ? bytes : 1);
	if (!copy)
		return TEEPROC_CP_ERR_IO;
	if (memory_read(ram->fd, pages->list_pa - ram->pa, copy, bytes)) {
		free(copy);
		return TEEPROC_CP_ERR_IO;
	}
	for (uint32_t i = 0; i < n; i++) {
		copy[i] = le64toh(copy[i]);
		if (copy[i] % PAGE_SIZE ||
		    !inside_ram(ram, copy[i], PAGE_SIZE)) {
			free(copy);
			return TEEPROC_CP_ERR_RANGE;
		}
	}
	*list = copy;
	*n_pages = n;
	return NULL;
}

/* The longest run of bytes from @done on that is contiguous in RAM. */
static uint32_t run_length(const uint64_t *list, uint32_t n_pages,
			   uint64_t position, uint32_t left)
{
	uint32_t page = position / PAGE_SIZE;
	uint32_t run = PAGE_SIZE - position % PAGE_SIZE;

	while (run < BUFFER_SIZE && page + 1 < n_pages &&
	       list[page + 1] == list[page] + PAGE_SIZE) {
		run += PAGE_SIZE;
		page++;
	}
	if (run > BUFFER_SIZE)
		run = BUFFER_SIZE;
	return run < left ? run : left;
}

static int copy_run(const struct dma_ram *ram, uint64_t ram_offset,
		    const struct dma_place *place, uint32_t done, uint32_t run,
		    bool to_ram, void *buffer)
{
	int ret;

	if (to_ram) {
		ret = memory_read(place->fd, place->offset + done, buffer, run);
		return ret ? ret :
			     memory_write(ram->fd, ram_offset, buffer, run);
	}
	ret = memory_read(ram->fd, ram_offset, buffer, run);
	return ret ? ret :
		     memory_write(place->fd, place->offset + done, buffer, run);
}

static const char *copy(const struct dma_ram *ram,
			const struct dma_pages *pages,
			const struct dma_place *place, bool to_ram)
{
	const char *reason;
	uint32_t n_pages;
	uint64_t *list;
	void *buffer;

	reason = fetch_list(ram, pages, place->size, &list, &n_pages);
	if (reason)
		return reason;
	buffer = malloc(BUFFER_SIZE);
	if (!buffer)
		reason = TEEPROC_CP_ERR_IO;
	for (uint32_t done = 0; !reason && done < place->size;) {
		uint64_t position = (uint64_t)pages->offset + done;
		uint32_t run =
			run_length(list, n_pages, position, place->size - done);
		uint64_t pa = list[position / PAGE_SIZE] + position % PAGE_SIZE;

		if (copy_run(ram, pa - ram->pa, place, done, run, to_ram,
			     buffer))
			reason = TEEPROC_CP_ERR_IO;
		done += run;
	}
	free(buffer);
	free(list);
	return reason;
}

static bool hash_place(const struct dma_place *place,
		       uint8_t hash[DMA_HASH_SIZE])
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	void *buffer = malloc(BUFFER_SIZE);
	bool ok;

	ok = context && buffer &&
	     EVP_DigestInit_ex(context, EVP_sha256(), NULL) == 1;
	for (uint32_t done = 0; ok && done < place->size;) {
		uint32_t left = place->size - done;
		uint32_t piece = left < BUFFER_SIZE ? left : BUFFER_SIZE;

		ok = !memory_read(place->fd, place->offset + done, buffer,
				  piece) &&
		     EVP_DigestUpdate(context, buffer, piece) == 1;
		done += piece;
	}
	ok = ok && EVP_DigestFinal_ex(context, hash, NULL) == 1;
	free(buffer);
	EVP_MD_CTX_free(context);
	return ok;
}

const char *dma_load(const struct dma_ram *ram, const struct dma_pages *pages,
		     const struct dma_place *place,
		     const uint8_t hash[DMA_HASH_SIZE])
{
	uint8_t arrived[DMA_HASH_SIZE];
	const char *reason;

	reason = copy(ram, pages, place, false);
	if (reason && !strcmp(reason, TEEPROC_CP_ERR_RANGE))
		return reason;
	if (!reason && !hash_place(place, arrived))
		reason = TEEPROC_CP_ERR_IO;
	if (!reason && CRYPTO_memcmp(arrived, hash, sizeof(arrived)))
		reason = TEEPROC_CP_ERR_HASH;
	if (reason && dma_fill(place, 0))
		reason = TEEPROC_CP_ERR_IO;
	return reason;
}

const char *dma_dump(const struct dma_ram *ram, const struct dma_pages *pages,
		     const struct dma_place *place)
{
	return copy(ram, pages, place, true);
}

const char *dma_fill(const struct dma_place *place, uint8_t byte)
{
	return memory_fill(place->fd, place->offset, byte, place->size) ?
		       TEEPROC_CP_ERR_IO :
		       NULL;
}
