// SPDX-License-Identifier: BSD-2-Clause
/*
 * Trace buffers. The kernel shows each as a file of debugfs that is there while
 * the remote processor runs, and whose contents are the buffer at that moment:
 * a firmware may begin it anew at any time.
 */
#include "log.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../common/escape.h"
#include "command.h"
#include "interrupted.h"
#include "kernel_log.h"

#define TRACE_BUFFERS_MAX 16
#define FOLLOW_MS 200
/*
 * What the kernel shows (rproc_trace_read()) of a buffer as long as its memory is not
 * there: while a firmware is loaded, or its driver goes. It is not the firmware's.
 */
#define NOT_AVAILABLE "Trace  not available\n"

static int read_trace(const struct rproc *rproc, unsigned int number,
		      struct text *text)
{
	char path[RPROC_PATH_MAX + 32];
	int ret;

	snprintf(path, sizeof(path), "%s/trace%u", rproc->debug_dir, number);
	ret = text_read(path, text);
	if (!ret && text->len == strlen(NOT_AVAILABLE) &&
	    !memcmp(text->bytes, NOT_AVAILABLE, text->len))
		text_free(text);
	return ret;
}

static void print_json(unsigned int number, const char *bytes, size_t len)
{
	printf("{\"buffer\": %u, \"text\": \"", number);
	escape_bytes(stdout, ESCAPE_JSON, bytes, len);
	puts("\"}");
}

/* A firmware must not have a terminal do things; a file gets what there is. */
static void print(unsigned int number, const char *bytes, size_t len, bool json)
{
	if (!len)
		return;
	if (json)
		print_json(number, bytes, len);
	else if (isatty(STDOUT_FILENO))
		escape_bytes(stdout, ESCAPE_LINES, bytes, len);
	else
		fwrite(bytes, 1, len, stdout);
	fflush(stdout);
}

/*
 * Prints what is new in now since before; all of it if it was begun anew, which
 * it then returns.
 */
static bool print_news(unsigned int number, const struct text *before,
		       const struct text *now, bool json)
{
	size_t known = before->len;

	if (known > now->len ||
	    (known && memcmp(before->bytes, now->bytes, known)))
		known = 0;
	if (now->len)
		print(number, now->bytes + known, now->len - known, json);
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
			  struct text seen[TRACE_BUFFERS_MAX], bool json,
			  bool *anew)
{
	unsigned int i;

	for (i = 0; i < TRACE_BUFFERS_MAX; i++) {
		struct text now = { 0 };
		int ret = read_trace(rproc, i, &now);

		if (ret == -ENOENT)
			break; /* it is offline, now */
		if (ret)
			return ret;
		*anew |= print_news(i, &seen[i], &now, json);
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
static int follow_traces(const struct rproc *rproc, bool json)
{
	struct text seen[TRACE_BUFFERS_MAX] = { 0 };
	int log = kernel_log_open();
	bool anew =
		false; /* a run's words have come before what the kernel says */
	bool last = false;
	int ret;

	/* a line that is being written is not cut */
	until_interrupted(SA_RESTART);
	ret = print_all_news(rproc, seen, json, &anew);
	anew = false;
	while (!ret && !ferror(stdout) && !last) {
		bool begun = kernel_log_wait(log, rproc, FOLLOW_MS);

		last = interrupted;
		if (begun && !anew)
			forget(seen, 0);
		ret = print_all_news(rproc, seen, json, &anew);
		if (begun)
			anew = false;
	}
	forget(seen, 0);
	kernel_log_close(log);
	return !ret && ferror(stdout) ? -EIO : ret;
}

static int print_traces(const struct rproc *rproc, bool json)
{
	unsigned int i;

	for (i = 0; i < TRACE_BUFFERS_MAX; i++) {
		struct text text;
		int ret = read_trace(rproc, i, &text);

		if (ret == -ENOENT)
			break;
		if (ret)
			return ret;
		print(i, text.bytes, text.len, json);
		text_free(&text);
	}
	return i ? 0 : -ENODATA;
}

/* Of the first buffer, since that is what most firmware has */
size_t log_tail(const struct rproc *rproc, unsigned int lines,
		struct text *text)
{
	size_t start;

	if (read_trace(rproc, 0, text))
		return 0;
	for (start = text->len; start && lines; start--) {
		/* the newline at the end begins no line */
		if (text->bytes[start - 1] == '\n' && start < text->len &&
		    !--lines)
			break;
	}
	return start;
}

enum exit_status run_log(const struct invocation *call,
			 const struct rproc *rproc)
{
	int ret = 0;

	if (access(rproc->debug_dir, F_OK))
		ret = -errno;
	else if (call->follow)
		ret = follow_traces(rproc, call->json);
	else
		ret = print_traces(rproc, call->json);

	if (ret == -ENODATA)
		return refuse(rproc->name, "it has no trace buffer now");
	if (ret == -ENOENT || ret == -EACCES)
		return refuse(rproc->name,
			      "%s/remoteproc: %s; is debugfs mounted, and may you read it?",
			      call->places.debugfs, strerror(-ret));
	if (ret)
		return refuse(rproc->name, "%s", strerror(-ret));
	return DONE;
}
