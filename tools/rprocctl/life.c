// SPDX-License-Identifier: BSD-2-Clause
/* The states of a remote processor, and how it goes from one to another. */
#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "clock.h"
#include "command.h"
#include "kernel_log.h"

/* sysfs does not tell of changes, and not every one is in the log */
#define LOOK_MS 200

/* What the kernel's answer to a start means, where strerror() misleads. */
static const char *start_reason(int error)
{
	switch (error) {
	case ENOENT:
		return "there is no such firmware file in /lib/firmware";
	case ENOEXEC:
		return "the file is no firmware for this remote processor";
	case EINVAL:
		return "the firmware does not fit this remote processor";
	case EBUSY:
		return "somebody else has charge of it";
	case EKEYREJECTED:
		return "the firmware's signature is not accepted";
	default:
		return strerror(error);
	}
}

static enum exit_status read_state(const struct rproc *rproc,
				   char state[RPROC_ATTR_MAX])
{
	int ret = rproc_get(rproc, "state", state);

	return ret ? refuse(rproc->name, "can't read its state: %s",
			    ret == -ENOENT ? "it is gone" : strerror(-ret)) :
		     DONE;
}

static enum exit_status start(const char *firmware, const struct rproc *rproc)
{
	char state[RPROC_ATTR_MAX];
	int ret = 0;

	/* the kernel would count it, and want as many stops */
	if (!rproc_get(rproc, "state", state) &&
	    (!strcmp(state, "running") || !strcmp(state, "attached")))
		return refuse(rproc->name, "can't start: it is %s", state);

	if (firmware)
		ret = rproc_set(rproc, "firmware", firmware);
	if (ret)
		return refuse(rproc->name, "can't load %s: %s", firmware,
			      strerror(-ret));

	ret = rproc_set(rproc, "state", "start");
	if (ret)
		return refuse(rproc->name,
			      "can't start: %s (%s); the kernel's log has more",
			      start_reason(-ret), strerror(-ret));
	return DONE;
}

static enum exit_status change_state(const struct rproc *rproc,
				     const char *word)
{
	int ret = rproc_set(rproc, "state", word);

	if (ret)
		return refuse(rproc->name, "can't %s: %s", word,
			      ret == -EINVAL ? "not in its present state" :
					       strerror(-ret));
	return DONE;
}

static enum exit_status tell(const struct invocation *call,
			     const struct rproc *rproc, enum exit_status status)
{
	return status == DONE ? done(call, rproc) : status;
}

enum exit_status run_start(const struct invocation *call,
			   const struct rproc *rproc)
{
	return tell(call, rproc, start(call->value, rproc));
}

enum exit_status run_stop(const struct invocation *call,
			  const struct rproc *rproc)
{
	return tell(call, rproc, change_state(rproc, "stop"));
}

/*
 * A core that has crashed can't be stopped, only recovered. That loads the new file
 * as well, but with the settings of the one before: a stop and a start follow.
 */
enum exit_status run_restart(const struct invocation *call,
			     const struct rproc *rproc)
{
	char state[RPROC_ATTR_MAX];
	enum exit_status status = read_state(rproc, state);
	int ret;

	if (status != DONE)
		return status;
	if (!strcmp(state, "crashed")) {
		ret = rproc_set(rproc, "recovery", "recover");
		if (ret)
			return refuse(rproc->name, "can't recover: %s",
				      strerror(-ret));
	}
	if (strcmp(state, "offline") != 0)
		status = change_state(rproc, "stop");
	return status == DONE ? run_start(call, rproc) : status;
}

/* The kernel has one word for both: it attaches to what runs already. */
enum exit_status run_attach(const struct invocation *call,
			    const struct rproc *rproc)
{
	char state[RPROC_ATTR_MAX];
	enum exit_status status = read_state(rproc, state);

	if (status != DONE)
		return status;
	if (strcmp(state, "detached") != 0)
		return refuse(rproc->name, "can't attach: it is %s", state);
	return tell(call, rproc, start(NULL, rproc));
}

enum exit_status run_detach(const struct invocation *call,
			    const struct rproc *rproc)
{
	return tell(call, rproc, change_state(rproc, "detach"));
}

static bool is_state(const char *word)
{
	static const char *const states[] = { "offline",  "suspended",
					      "running",  "crashed",
					      "deleted",  "attached",
					      "detached", "invalid" };
	size_t i;

	for (i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		if (!strcmp(word, states[i]))
			return true;
	}
	return false;
}

static enum exit_status wait_for(const struct invocation *call,
				 const struct rproc *rproc, int log)
{
	long long end = clock_ms() + call->timeout_ms;
	char state[RPROC_ATTR_MAX];

	for (;;) {
		enum exit_status status = read_state(rproc, state);
		long long left = LOOK_MS;

		if (status != DONE)
			return status;
		if (!strcmp(state, call->value))
			return done(call, rproc);
		if (call->timeout_ms >= 0)
			left = end - clock_ms();
		if (left <= 0)
			return refuse(rproc->name, "is %s, not %s, after %g s",
				      state, call->value,
				      call->timeout_ms / 1000.0);
		kernel_log_wait(log, rproc, left < LOOK_MS ? left : LOOK_MS);
	}
}

enum exit_status run_wait(const struct invocation *call,
			  const struct rproc *rproc)
{
	enum exit_status status;
	int log;

	if (!is_state(call->value)) {
		refuse(call->value, "no state of a remote processor");
		return USAGE;
	}
	log = kernel_log_open();
	status = wait_for(call, rproc, log);
	kernel_log_close(log);
	return status;
}
