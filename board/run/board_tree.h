/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The board as a firmware and its user see it, from its device tree: what Linux
 * calls a core, and where a core and Linux can meet.
 */
#ifndef RUN_BOARD_TREE_H
#define RUN_BOARD_TREE_H

#include "../soc/board_config.h"
#include "options.h"

#define REGIONS_MAX 8u

/* Memory that Linux has for one purpose, such as vdev0vring0 */
struct region {
	char name[32];
	uint32_t da;
	uint32_t size;
};

struct core_tree {
	char name[32];
	const struct core_config *config;
	struct region regions[REGIONS_MAX];
	unsigned int n_regions;
};

struct board_tree {
	struct board_config config;
	struct core_tree cores[RUN_CORES_MAX];
	unsigned int n_cores;
};

/* Says what is wrong. */
bool board_tree_read(struct board_tree *tree, const char *path);
/* NULL if it has none of that name */
const struct region *core_tree_region(const struct core_tree *core,
				      const char *name);

#endif /* RUN_BOARD_TREE_H */
