/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * QEMU's machine protocol: commands that are waited for, on a core's worker,
 * and events, on the loop. Each uses a monitor of its own.
 */
#ifndef SOC_QMP_H
#define SOC_QMP_H

#include <stdbool.h>
#include <stddef.h>

#include "wire.h"

/* What a monitor wants to hear before anything else; may be sent at once. */
#define QMP_HELLO "{\"execute\":\"qmp_capabilities\"}\n"

/* The monitor for commands */
struct qmp {
	int fd;
	struct wire_lines lines;
	char buffer[16384];
};

/* Take over @fd; QMP_HELLO has been sent already. */
void qmp_init(struct qmp *qmp, int fd);

/*
 * Execute @command without arguments. With @event also wait for that event of
 * the host's making. Returns 0 or a negative errno.
 */
int qmp_execute(struct qmp *qmp, const char *command, const char *event);

/* Output of a human monitor command, to be freed; NULL when it failed. */
char *qmp_human(struct qmp *qmp, const char *command);

/* Events of a monitor: lines gathered from its link. */
struct qmp_events {
	char line[8192];
	size_t length;
	/* @guest: the guest did it; @reason: "" when there is none */
	void (*event)(struct qmp_events *events, const char *name, bool guest,
		      const char *reason);
	void *owner;
};

void qmp_events_bytes(struct qmp_events *events, const char *bytes,
		      size_t size);

#endif /* SOC_QMP_H */
