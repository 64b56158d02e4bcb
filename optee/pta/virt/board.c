// SPDX-License-Identifier: BSD-2-Clause
/*
 * The virtual board's device tree.
 *
 * The external device tree lies in normal memory and is gone, or changed, once
 * Linux runs. What is needed of it is read at initialisation, when only the
 * boot chain has written it.
 */
#include "board.h"

#include "../tree.h"

#include <kernel/dt.h>

static paddr_t page_list_pa;
static size_t page_list_size;

TEE_Result board_describe(struct core_map *map)
{
	const void *fdt = get_external_dt();
	const fdt32_t *list = NULL;
	int board = 0;

	page_list_size = 0;
	if (!fdt)
		return TEE_SUCCESS;
	board = tree_read(fdt, map);
	if (board < 0)
		return TEE_SUCCESS;
	list = tree_cells(fdt, board, "teeproc,dma-list", 4);
	if (list) {
		page_list_pa = tree_value(list, 2);
		page_list_size = tree_value(list + 2, 2);
	}
	return TEE_SUCCESS;
}

bool board_page_list(paddr_t *pa, size_t *size)
{
	*pa = page_list_pa;
	*size = page_list_size;
	return page_list_size;
}
