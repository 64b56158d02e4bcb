/* SPDX-License-Identifier: BSD-2-Clause */
/* The QEMU that is a core: how it is started, and how it is let go. For the loop. */
#ifndef SOC_CORE_QEMU_H
#define SOC_CORE_QEMU_H

#include "core.h"

/* Says what is wrong; returns 0 or -1. */
int core_qemu_start(struct core *core);
/* Kill it, if there is one, and close all links to it. */
void core_qemu_end(struct core *core);

#endif /* SOC_CORE_QEMU_H */
