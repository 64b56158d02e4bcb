/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Memory that the calling TA names and whose bytes are moved: its client's, so
 * the normal world's.
 */
#ifndef TA_MEMORY_H
#define TA_MEMORY_H

#include <stdbool.h>
#include <tee_api_types.h>
#include <types_ext.h>

struct user_mode_ctx;

/*
 * Who moves it with the CPU uses copy_from_user() or copy_to_user(), with
 * addresses from @va to @va + @size; who has a DMA do it asks for its pages. It is
 * the caller's until the command returns, and its bytes are anybody's.
 */
struct ta_memory {
	const struct user_mode_ctx *uctx; /* the calling TA's */
	vaddr_t va; /* there */
	size_t size; /* bytes, not 0 */
};

/*
 * ta_memory_check() - may the calling TA have these bytes moved?
 * @va:		in its address space
 * @size:	bytes
 * @write:	they are to be written, not read
 * @memory:	filled, on success
 *
 * Returns TEE_ERROR_BAD_PARAMETERS for none, or no, bytes; TEE_ERROR_ACCESS_DENIED
 * if they are not all of the normal world's memory, mapped for the TA, and to be
 * written if @write: what moves them has no business in the secure world's.
 */
TEE_Result ta_memory_check(const void *va, size_t size, bool write,
			   struct ta_memory *memory);

/* Pages of SMALL_PAGE_SIZE that it has a byte in */
size_t ta_memory_pages(const struct ta_memory *memory);

/* The physical address of the n-th of them */
TEE_Result ta_memory_page(const struct ta_memory *memory, size_t n,
			  paddr_t *pa);

#endif /* TA_MEMORY_H */
