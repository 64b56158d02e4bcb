/* SPDX-License-Identifier: BSD-2-Clause */
/* For commands that have something to put in order before they end. */
#ifndef INTERRUPTED_H
#define INTERRUPTED_H

#include <signal.h>

/* SIGINT or SIGTERM has come; the command is to end, with what there is. */
extern volatile sig_atomic_t interrupted;

/* From now on these set that. @flags: of sigaction(), SA_RESTART or 0. */
void until_interrupted(int flags);

#endif /* INTERRUPTED_H */
