// SPDX-License-Identifier: BSD-2-Clause
/*
 * /dev/kmsg: each read() gives one record, "level,number,time,flags;text", and
 * below it a line for each property (Documentation/ABI/testing/dev-kmsg).
 */
#include "kernel_log.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"

#define RECORD_MAX 8192 /* bytes; what the kernel makes at most */

int kernel_log_open(void)
{
	int log = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (log >= 0)
		lseek(log, 0, SEEK_END);
	return log;
}

void kernel_log_close(int log)
{
	if (log >= 0)
		close(log);
}

/* Is it of the remote processor, or of any if that is NULL? */
static bool is_about(const char *record, const struct rproc *rproc)
{
	char property[sizeof(rproc->id) + 32];

	if (!rproc)
		return strstr(record, "\n DEVICE=+remoteproc:");
	snprintf(property, sizeof(property), "\n DEVICE=+remoteproc:%s\n",
		 rproc->id);
	return strstr(record, property);
}

/*
 * Reads what there is; false if nothing is about the remote processor. A log that
 * can't be read is closed to the poller.
 */
static bool read_records(struct pollfd *poller, const struct rproc *rproc,
			 bool *begun)
{
	char record[RECORD_MAX + 1];
	bool found = false;
	ssize_t len;

	for (;;) {
		len = read(poller->fd, record, RECORD_MAX);
		/* overwritten before it was read, or interrupted */
		if (len < 0 && (errno == EPIPE || errno == EINTR))
			continue;
		if (len < 0 && errno == EAGAIN)
			return found;
		if (len <= 0) {
			poller->fd = -1;
			return found;
		}
		record[len] = '\0';
		if (!is_about(record, rproc))
			continue;
		found = true;
		if (strstr(record, " is now up\n"))
			*begun = true;
	}
}

bool kernel_log_wait(int log, const struct rproc *rproc, int timeout_ms)
{
	struct pollfd poller = { .fd = log, .events = POLLIN };
	long long end = clock_ms() + timeout_ms;
	bool begun = false;
	long long left;

	for (left = timeout_ms; left > 0; left = end - clock_ms()) {
		int ready = poll(&poller, 1, left);

		if ((ready > 0 && read_records(&poller, rproc, &begun)) ||
		    (ready < 0 && errno == EINTR))
			break;
	}
	return begun;
}
