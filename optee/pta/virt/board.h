/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The virtual board, as its device tree has it.
 */
#ifndef BOARD_H
#define BOARD_H

#include <stdbool.h>
#include <tee_api_types.h>
#include <types_ext.h>

struct core_map;

/* rproc_platform's describe */
TEE_Result board_describe(struct core_map *map);

/* The region for page lists of the control port; false if there is none. */
bool board_page_list(paddr_t *pa, size_t *size);

#endif /* BOARD_H */
