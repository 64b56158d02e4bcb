/* SPDX-License-Identifier: BSD-2-Clause */
/* All that a run needs before the board is switched on. */
#ifndef RUN_PREPARE_H
#define RUN_PREPARE_H

#include "../../tools/common/core_map.h"
#include "archive.h"
#include "options.h"
#include "places.h"
#include "session.h"

struct run {
	struct run_options options;
	struct places places;
	struct core_maps tree;
	char *dtbo;
	char *initrd; /* this run's archive */
	char *otp; /* NULL: direct mode */
	struct archive archive;
	char *cores; /* the agent's list */
	struct run_core used[RUN_CORES_MAX];
};

/* Each says what is wrong. */
bool run_prepare(struct run *run);
/*
 * The firmware of core @i is another one now: checks and signs it, and puts it where
 * the board, which has that folder, looks for it (--share).
 */
bool run_renew(struct run *run, unsigned int i);
void run_leave(struct run *run);

#endif /* RUN_PREPARE_H */
