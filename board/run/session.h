/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One run of the board: the SoC process, what it says of the cores (--events), and
 * the agent in the board (board/run/agent), with whom it talks over Linux's
 * console. What the agent says is in agent_line.h; where there is no script, it is
 * told:
 *
 *   restart            all of them, with the firmware that there is now
 */
#ifndef RUN_SESSION_H
#define RUN_SESSION_H

#include "options.h"
#include "places.h"
#include "symbols.h"

struct run_core {
	const char *name; /* NULL: it is not used */
	struct symbols *symbols;
};

struct session_start {
	const struct run_options *options;
	char *const *argv; /* the SoC's command line */
	const struct run_core *cores; /* RUN_CORES_MAX of them */
	/* The file of core @i has changed, with --share. False, and it was said why,
	 * if it can't be used. */
	bool (*renew)(void *owner, unsigned int i);
	void *owner;
};

/* Boots the board and sees the run to its end. Returns the exit status. */
int session_run(const struct session_start *start);

#endif /* RUN_SESSION_H */
