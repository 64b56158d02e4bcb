/* SPDX-License-Identifier: BSD-2-Clause */
/* A core comes into being, is reset with the application cores, and ends. */
#ifndef SOC_CORE_OPEN_H
#define SOC_CORE_OPEN_H

#include "core.h"

/* Memories, mailbox and a first QEMU. Says what is wrong; returns 0 or -1. */
int core_open(struct core *core);
/* Ends the QEMU at once; the loop then runs out of what is left. */
void core_close(struct core *core);
/* The application cores have been reset: so is this one. */
void core_system_reset(struct core *core);

#endif /* SOC_CORE_OPEN_H */
