/* SPDX-License-Identifier: BSD-2-Clause */
/* Another program, run to its end. */
#ifndef RUN_COMMAND_H
#define RUN_COMMAND_H

#include <stdbool.h>

/* @argv ends with NULL. What the program says on stderr is the user's; what it
 * prints is not. False if it failed, or is not there, which is said. */
bool command_run(const char *const argv[]);

#endif /* RUN_COMMAND_H */
