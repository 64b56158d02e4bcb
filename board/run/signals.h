/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * SIGINT, SIGTERM and SIGHUP end a run, and nothing of it is left: they wait while there
 * is something to remove and nobody yet who does.
 */
#ifndef RUN_SIGNALS_H
#define RUN_SIGNALS_H

#include <spawn.h>

#define RUN_SIGNALS_NUM 3
extern const int run_signals[RUN_SIGNALS_NUM];

void signals_hold(void);
/* Once they are handled: those that have come since come now. */
void signals_let_go(void);

/* posix_spawn() of a program that gets them as ever. 0 or an errno. */
int signals_spawn(pid_t *pid, const posix_spawn_file_actions_t *actions,
		  char *const argv[]);

#endif /* RUN_SIGNALS_H */
