/* SPDX-License-Identifier: BSD-2-Clause */
/* What happens to a core, one thing after the other; the loop's side of it. */
#ifndef SOC_CORE_JOBS_H
#define SOC_CORE_JOBS_H

#include "core.h"

void core_submit(struct core *core, struct core_job *job);
/* The crash line; nothing happens unless the core runs. */
void core_crash(struct core *core, const char *why);
/* The firmware says that it has ended. */
void core_exit(struct core *core);
/* The QEMU has ended by itself. */
void core_qemu_ended(struct core *core);

#endif /* SOC_CORE_JOBS_H */
