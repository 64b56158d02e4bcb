/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Page lists: where the SoC's DMA finds, or puts, the bytes of a request.
 */
#ifndef PAGE_LIST_H
#define PAGE_LIST_H

#include <tee_api_types.h>
#include <types_ext.h>

struct ta_memory;

struct page_list {
	paddr_t pa; /* of the list */
	size_t offset; /* of the first byte in the first page */
};

/*
 * page_list_lock() - write the list of a TA's memory
 * @memory:	as it was checked
 * @list:	what to tell the SoC
 *
 * There is one list: on success it is the caller's until page_list_unlock().
 *
 * Returns TEE_ERROR_EXCESS_DATA if the list has no room for so many pages,
 * TEE_ERROR_NOT_SUPPORTED if the device tree has no place for one.
 */
TEE_Result page_list_lock(const struct ta_memory *memory,
			  struct page_list *list);
void page_list_unlock(void);

#endif /* PAGE_LIST_H */
