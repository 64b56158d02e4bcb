/* SPDX-License-Identifier: BSD-2-Clause */
/* teeproc-board shell: the board with its console here. */
#ifndef RUN_SHELL_H
#define RUN_SHELL_H

/* Runs the SoC, which has the terminal, and returns its exit status. */
int shell_run(char *const argv[]);

#endif /* RUN_SHELL_H */
