// SPDX-License-Identifier: BSD-2-Clause
/*
 * Trace buffers. The kernel shows each as a file of debugfs that is there while
 * the remote processor runs, and whose contents are the buffer at that moment:
 * a firmware may begin it anew at any time.
 */
#include "log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../common/escape.h"
#include "kernel_log.h"

#define TRACE_BUFFERS_MAX 16
#define FOLLOW_MS 200

struct text {
	char *bytes;
	size_t len;
};

static void text_free(struct text *text)
{
	free(text->bytes);
	*text = (struct text){ 0 };
}

static int read_all(int fd, struct text *text)
{
	size_t room = 0;

	for (;;) {
		ssize_t ret;

		if (room - text->len < 4096) {
			char *more = realloc(text->bytes, room + 65536);

			if (!more)
				return -ENOMEM;
			text->bytes = more;
			room += 65536;
		}
		ret = read(fd, text->bytes + text->len, room - text->len);
		if (ret < 0)
			return -errno;
		if (!ret)
			return 0;
		text->len += ret;
	}
}

static int read_trace(const struct rproc *rproc, unsigned int number,
		      struct text *text)
{
	char path[RPROC_PATH_MAX + 32];
	int ret;
	int fd;

	snprintf(path, sizeof(path), "%s/trace%u", rproc->debug_dir, number);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	ret = read_all(fd, text);
	close(fd);
	if (ret)
		text_free(text);
	return ret;
}

/* A firmware must not have a terminal do things; a file gets what there is. */
static void print(const char *bytes, size_t len)
{
	if (isatty(STDOUT_FILENO))
		escape_bytes(stdout, ESCAPE_LINES, bytes, len);
	else
		fwrite(bytes, 1, len, stdout);
	fflush(stdout);
}

/*
 * Prints what is new in now since before; all of it if it was begun anew, which
 * it then returns.
 */
static bool print_news(const struct text *before, const struct text *now)
{
	size_t known = before->len;

	if (known > now->len ||
	    (known && memcmp(before->bytes, now->bytes, known)))
		known = 0;
	print(now->bytes + known, now->len - known);
	return !known && now->len;
}

/* Of the buffers from that number on */
static void forget(struct text seen[TRACE_BUFFERS_MAX], unsigned int from)
{
	for (; from < TRACE_BUFFERS_MAX; from++)
		text_free(&seen[from]);
}

/* Prints what is new in all buffers. 0 or -errno. */
static int print_all_news(const struct rproc *rproc,
			  struct text seen[TRACE_BUFFERS_MAX], bool *anew)
{
	unsigned int i;

	for (i = 0; i < TRACE_BUFFERS_MAX; i++) {
		struct text now = { 0 };
		int ret = read_trace(rproc, i, &now);

		if (ret == -ENOENT)
			break; /* it is offline, now */
		if (ret)
			return ret;
		*anew |= print_news(&seen[i], &now);
		text_free(&seen[i]);
		seen[i] = now;
	}
	forget(seen, i);
	return 0;
}

/*
 * A run that begins with the words of the last one looks like that one, so the
 * kernel has to tell of it; but what it says may come after the run's own words,
 * and these are not to be printed twice.
 */
static int follow_traces(const struct rproc *rproc)
{
	struct text seen[TRACE_BUFFERS_MAX] = { 0 };
	int log = kernel_log_open();
	bool anew =
		false; /* a run's words have come before what the kernel says */
	int ret = print_all_news(rproc, seen, &anew);

	anew = false;
	while (!ret && !ferror(stdout)) {
		bool begun = kernel_log_wait(log, rproc, FOLLOW_MS);

		if (begun && !anew)
			forget(seen, 0);
		ret = print_all_news(rproc, seen, &anew);
		if (begun)
			anew = false;
	}
	forget(seen, 0);
	if (log >= 0)
		close(log);
	return ret ? ret : -EIO;
}

int log_print(const struct rproc *rproc, bool follow)
{
	unsigned int i;

	if (access(rproc->debug_dir, F_OK))
		return -errno;
	if (follow)
		return follow_traces(rproc);

	for (i = 0; i < TRACE_BUFFERS_MAX; i++) {
		struct text text = { 0 };
		int ret = read_trace(rproc, i, &text);

		if (ret == -ENOENT)
			break;
		if (ret)
			return ret;
		print(text.bytes, text.len);
		text_free(&text);
	}
	return i ? 0 : -ENODATA;
}
