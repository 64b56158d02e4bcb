/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A file that others replace or write to. It is watched through its folder, since a
 * linker removes it before it writes it.
 */
#ifndef RUN_WATCH_H
#define RUN_WATCH_H

#include <stdbool.h>
#include <uv.h>

struct watch {
	uv_fs_event_t event;
	uv_timer_t quiet; /* runs while it is being written to */
	const char *name; /* in its folder */
	bool open;
	/* and has not changed for a moment */
	void (*changed)(struct watch *watch);
	void *owner;
};

/* @path is the caller's, and stays. Says what is wrong. */
bool watch_open(struct watch *watch, uv_loop_t *loop, const char *path);
/* What has been noticed by now is dealt with. */
void watch_forget(struct watch *watch);
void watch_close(struct watch *watch);

#endif /* RUN_WATCH_H */
