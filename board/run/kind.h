/* SPDX-License-Identifier: BSD-2-Clause */
/* Of which kind the board's cores are: each has a device tree for each mode. */
#ifndef RUN_KIND_H
#define RUN_KIND_H

#include <stdbool.h>

#include "../../tools/common/core_map.h"
#include "options.h"

bool kind_is_known(const char *name);

/**
 * kind_choose() - the device tree of a run
 * @options: their kind; without it the first kind that takes the (first) firmware, by
 *	its machine and where it lies; if none does, what its machine is for
 * @files: the folder of device trees
 * @tree: filled
 *
 * Returns the path of the overlay, which is the caller's, or NULL, and it was said why.
 */
char *kind_choose(const struct run_options *options, const char *files,
		  struct core_maps *tree);

#endif /* RUN_KIND_H */
