// SPDX-License-Identifier: BSD-2-Clause
#include "stage.h"

#include <string.h>
#include <uv.h>

#include "../host/events.h"
#include "../host/say.h"

void stage_restart(struct stage_watch *watch, uint64_t start_ns)
{
	watch->start_ns = start_ns;
	watch->length = 0;
	for (unsigned int i = 0; i < STAGES_MAX; i++)
		watch->stages[i].seen = false;
}

static void look(struct stage_watch *watch)
{
	watch->line[watch->length] = '\0';
	for (unsigned int i = 0; i < STAGES_MAX; i++) {
		struct stage *stage = &watch->stages[i];

		if (!stage->text || stage->seen ||
		    !strstr(watch->line, stage->text))
			continue;
		stage->seen = true;
		say_between("boot: %.2f s: %s",
			    (uv_hrtime() - watch->start_ns) / 1e9, stage->name);
		events_stage(stage->name);
		return;
	}
}

void stage_bytes(struct stage_watch *watch, const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (bytes[i] == '\n') {
			look(watch);
			watch->length = 0;
		} else if (watch->length < sizeof(watch->line) - 1) {
			watch->line[watch->length++] = bytes[i];
		}
	}
}
