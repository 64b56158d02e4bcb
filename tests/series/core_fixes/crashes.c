// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Crashes, and what becomes of the remote processor */
#include "core_fixes.h"

#include <linux/atomic.h>
#include <linux/pm_wakeup.h>
#include <linux/workqueue.h>

static struct rproc *kept;

/* Does a report that was not followed to its end keep the system awake? */
static bool awake(void)
{
	return remote_parent->power.wakeup->active;
}

void crash_relax(void)
{
	struct rproc *rproc = remote_new(RPROC_OFFLINE);

	if (!rproc)
		return;
	rproc->recovery_disabled = true;
	expect(!rproc_boot(rproc), "it boots");
	remote_crash(rproc);
	expect(rproc->state == RPROC_CRASHED, "it is crashed");
	expect(!awake(), "the system may sleep after a crash");
	remote_crash(rproc);
	expect(!awake(), "the system may sleep after a second crash");
	if (awake())
		pm_relax(remote_parent);
	expect(!rproc_shutdown(rproc), "it can be stopped");
	remote_end(rproc);
}

void crash_detached(void)
{
	struct rproc *rproc = remote_new(RPROC_DETACHED);

	if (!rproc)
		return;
	/* a handler that does not look at the state has then done nothing else */
	rproc->recovery_disabled = true;
	remote_of(rproc)->crashes_in_detach = true;
	expect(!rproc_boot(rproc), "it is attached to");
	expect(!rproc_detach(rproc), "it is detached");
	flush_work(&rproc->crash_handler);
	expect(rproc->state == RPROC_DETACHED,
	       "a crash that is handled after a detach leaves it detached");
	expect(!rproc->crash_cnt, "and is not one of Linux' remote processor");
	expect(!awake(), "the system may sleep");
	rproc->state = RPROC_DETACHED;
	remote_end(rproc);
}

void subdevices_once(void)
{
	struct rproc *rproc = remote_new(RPROC_OFFLINE);
	struct remote *remote;

	if (!rproc)
		return;
	remote = remote_of(rproc);
	remote->stops_to_fail = 1;
	expect(!rproc_boot(rproc), "it boots");
	expect(rproc_shutdown(rproc), "a stop fails");
	expect(remote->subdev_stops == 1,
	       "a stop that fails has stopped the subdevices");
	expect(!rproc_shutdown(rproc), "the next stop does not fail");
	expect(remote->subdev_stops == 1, "subdevices are stopped once");
	expect(!rproc_boot(rproc), "it boots again");
	expect(!rproc_shutdown(rproc), "it is stopped");
	expect(remote->subdev_stops == 2, "and once again at the next stop");
	remote_end(rproc);
}

/* The rest is done by who has the remote processor: it stays */
void failed_recovery(void)
{
	struct rproc *rproc = remote_new(RPROC_OFFLINE);
	struct remote *remote;

	if (!rproc)
		return;
	kept = rproc;
	remote = remote_of(rproc);
	expect(!rproc_boot(rproc), "it boots");
	remote->fails = STEP_START;
	remote_crash(rproc);
	expect(remote->stops == 1 && remote->starts == 2,
	       "a recovery stops and starts it");
	expect(rproc->state == RPROC_CRASHED,
	       "a recovery that fails leaves it crashed");
	expect(!remote->unprepares, "with all that it holds");
	remote->fails = STEP_NONE;
}

void failed_recovery_end(void)
{
	struct remote *remote;

	if (!expect(kept, "there is a remote processor"))
		return;
	remote = remote_of(kept);
	expect(remote->starts == 3, "the recovery has been tried again");
	expect(remote->stops == 2, "what was stopped was not stopped again");
	expect(remote->unprepares == 1, "all has been released");
	expect(!atomic_read(&kept->power), "nobody uses it");
	remote_end(kept);
	kept = NULL;
}
