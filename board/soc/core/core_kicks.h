/* SPDX-License-Identifier: BSD-2-Clause */
/* Between core and Linux: kicks, the shutdown, crash and exit bytes, direct mode. */
#ifndef SOC_CORE_KICKS_H
#define SOC_CORE_KICKS_H

#include "core.h"

void core_bytes_from_uart(struct link *link, const char *bytes, size_t size);
void core_nudge_open(struct core *core);
void core_nudge_close(struct core *core);
void core_rung_by_linux(struct mailbox *mailbox, unsigned int vector);

#endif /* SOC_CORE_KICKS_H */
