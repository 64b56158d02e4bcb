/* SPDX-License-Identifier: BSD-2-Clause */
/* What a job does to a core's reset and memories, on its worker thread. */
#ifndef SOC_CORE_CONTROL_H
#define SOC_CORE_CONTROL_H

#include "core.h"

/* NULL, or a reason of the control port */
const char *core_control_run(struct core *core, struct core_job *job);

#endif /* SOC_CORE_CONTROL_H */
