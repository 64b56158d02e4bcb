/* SPDX-License-Identifier: BSD-2-Clause */
/* Stages of the boot, recognised by what the consoles say, with their time. */
#ifndef SOC_STAGE_H
#define SOC_STAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STAGES_MAX 8u

struct stage {
	const char *text; /* in a line of the console */
	const char *name;
	bool seen;
};

/* One console's */
struct stage_watch {
	struct stage stages[STAGES_MAX];
	uint64_t start_ns; /* as uv_hrtime() */
	char line[256];
	size_t length;
};

/* A boot begins (again) at @start_ns. */
void stage_restart(struct stage_watch *watch, uint64_t start_ns);
void stage_bytes(struct stage_watch *watch, const char *bytes, size_t size);

#endif /* SOC_STAGE_H */
