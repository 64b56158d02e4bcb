// SPDX-License-Identifier: BSD-2-Clause
#include "watch.h"

#include <stdlib.h>
#include <string.h>

#include "../soc/host/say.h"
#include "text.h"

/* A linker writes in pieces. */
#define QUIET_MS 100u

static void on_quiet(uv_timer_t *timer)
{
	struct watch *watch = timer->data;

	watch->changed(watch);
}

static void on_event(uv_fs_event_t *event, const char *name, int events,
		     int status)
{
	struct watch *watch = event->data;

	(void)events;
	if (!status && name && !strcmp(name, watch->name))
		uv_timer_start(&watch->quiet, on_quiet, QUIET_MS, 0);
}

bool watch_open(struct watch *watch, uv_loop_t *loop, const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? text("%.*s/", (int)(slash - path), path) :
			       text(".");
	int ret;

	watch->name = slash ? slash + 1 : path;
	watch->event.data = watch;
	watch->quiet.data = watch;
	uv_timer_init(loop, &watch->quiet);
	uv_fs_event_init(loop, &watch->event);
	watch->open = true;
	ret = uv_fs_event_start(&watch->event, on_event, folder, 0);
	if (ret)
		say("%s: can't be watched: %s", path, uv_strerror(ret));
	free(folder);
	return !ret;
}

void watch_forget(struct watch *watch)
{
	if (watch->open)
		uv_timer_stop(&watch->quiet);
}

void watch_close(struct watch *watch)
{
	if (!watch->open)
		return;
	uv_fs_event_stop(&watch->event);
	uv_timer_stop(&watch->quiet);
	watch->open = false;
}
