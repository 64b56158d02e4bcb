// SPDX-License-Identifier: BSD-2-Clause
#include "otp.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool otp_open(struct otp *otp, const char *path, char *why, size_t why_size)
{
	const char *reason;
	json_error_t error;
	json_t *root;

	otp_content_clear(&otp->content);
	otp->path = path;
	if (!path)
		return true;
	if (access(path, F_OK)) {
		snprintf(why, why_size, "%s; an empty memory is a file with {}",
			 strerror(errno));
		return false;
	}
	root = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
	if (!root) {
		snprintf(why, why_size, "line %d: %s", error.line, error.text);
		return false;
	}
	reason = otp_content_read(&otp->content, root);
	json_decref(root);
	if (reason)
		snprintf(why, why_size, "%s", reason);
	return !reason;
}

static int write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	size_t left = strlen(text);
	int error = 0;

	if (fd < 0)
		return -errno;
	while (left && !error) {
		ssize_t done = write(fd, text, left);

		if (done >= 0) {
			text += done;
			left -= done;
		} else if (errno != EINTR) {
			error = errno;
		}
	}
	if (!error && fsync(fd))
		error = errno;
	if (close(fd) && !error)
		error = errno;
	return -error;
}

/* All of it is on the disk before a raise is answered. */
static int keep(const struct otp *otp)
{
	char *temporary = NULL;
	char *text = otp_content_text(&otp->content);
	int ret = -ENOMEM;

	if (text && asprintf(&temporary, "%s.new", otp->path) >= 0) {
		ret = write_file(temporary, text);
		if (!ret && rename(temporary, otp->path))
			ret = -errno;
		if (ret)
			unlink(temporary);
		else
			ret = otp_sync_folder(otp->path);
		free(temporary);
	}
	free(text);
	return ret;
}

int otp_raise(struct otp *otp, unsigned int core, uint32_t value)
{
	struct otp raised = *otp;
	struct otp_content *content = &raised.content;
	int ret = 0;

	if (core >= OTP_CORES || value < content->counters[core])
		return -ERANGE;
	if (value == content->counters[core])
		return 0;
	content->counters[core] = value;
	if (content->num_counters <= core)
		content->num_counters = core + 1;
	if (otp->path)
		ret = keep(&raised);
	if (!ret)
		*otp = raised;
	return ret;
}
