/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The remote cores and their memories in a device tree, for platforms that have
 * one that they trust.
 */
#ifndef TREE_H
#define TREE_H

#include <libfdt.h>
#include <stdint.h>

struct core_map;

/*
 * tree_read() - fill the map with a tree's cores
 * @fdt:	device tree, not NULL
 * @map:	all zeros
 *
 * A core that is not understood is left out, and said.
 *
 * Returns the node of the board, or a negative number if the tree has none.
 */
int tree_read(const void *fdt, struct core_map *map);

/* A property of exactly @num cells, NULL if it is not. */
const fdt32_t *tree_cells(const void *fdt, int node, const char *name,
			  unsigned int num);

/* The number that @num cells, 1 or 2, are */
uint64_t tree_value(const fdt32_t *cells, unsigned int num);

#endif /* TREE_H */
