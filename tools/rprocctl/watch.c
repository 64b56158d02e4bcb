// SPDX-License-Identifier: BSD-2-Clause
/* All remote processors on one screen, drawn anew when something has changed. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "../common/escape.h"
#include "channel.h"
#include "command.h"
#include "kernel_log.h"
#include "log.h"

/* A firmware's trace is memory: nobody tells when it has written there */
#define LOOK_MS 250
#define LINES_MIN 2
#define TERMINAL_HOME "\033[H"
#define TERMINAL_CLEAR_LINE "\033[K"
#define TERMINAL_CLEAR_REST "\033[J"

static unsigned int terminal_rows(void)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) || !size.ws_row)
		return 24;
	return size.ws_row;
}

static void draw_trace(FILE *out, const struct rproc *rproc, unsigned int lines)
{
	struct text text;
	size_t start = log_tail(rproc, lines, &text);
	const char *line = text.bytes + start;
	const char *end = text.bytes + text.len;

	while (text.len && line < end) {
		const char *newline = memchr(line, '\n', end - line);
		size_t len = (newline ? newline : end) - line;

		fputs("    ", out);
		escape_bytes(out, ESCAPE_LINES, line, len);
		putc('\n', out);
		line += len + 1;
	}
	text_free(&text);
}

static void draw_channels(FILE *out, const struct rproc_places *places,
			  const struct rproc *rproc)
{
	struct channel *channels;
	int count = channel_list(places, rproc, &channels);
	int i;

	for (i = 0; i < count; i++) {
		putc(' ', out);
		escape_text(out, ESCAPE_TERMINAL, channels[i].name);
	}
	free(channels);
}

static void draw_core(FILE *out, const struct rproc_places *places,
		      const struct rproc *rproc, unsigned int lines)
{
	print_core(out, rproc);
	draw_channels(out, places, rproc);
	putc('\n', out);
	draw_trace(out, rproc, lines);
}

/* One line: a program reads what has changed */
static void draw_json(FILE *out, const struct rproc *rprocs, int count)
{
	int i;

	putc('[', out);
	for (i = 0; i < count; i++) {
		fputs(i ? ", " : "", out);
		print_core_json(out, &rprocs[i]);
	}
	fputs("]\n", out);
}

static void draw_text(FILE *out, const struct rproc_places *places,
		      const struct rproc *rprocs, int count)
{
	unsigned int rows = terminal_rows();
	unsigned int lines = LINES_MIN;
	int i;

	if (count <= 0)
		fputs("no remote processor\n", out);
	else if (rows / count > lines + 2)
		lines = rows / count - 2;
	for (i = 0; i < count; i++)
		draw_core(out, places, &rprocs[i], lines);
}

/* The screen as text, to be freed. 0 or -errno. */
static int draw(const struct invocation *call, char **screen)
{
	struct rproc *rprocs;
	size_t size;
	FILE *out;
	int count = rproc_list(&call->places, &rprocs);

	if (count < 0 && errno != ENOENT)
		return -errno;
	out = open_memstream(screen, &size);
	if (!out) {
		free(rprocs);
		return -ENOMEM;
	}
	if (call->json)
		draw_json(out, rprocs, count);
	else
		draw_text(out, &call->places, rprocs, count);
	free(rprocs);
	return fclose(out) ? -ENOMEM : 0;
}

/* Over what is there: a screen that is cleared first flickers. */
static void show_on_terminal(const char *screen)
{
	const char *end;

	fputs(TERMINAL_HOME, stdout);
	for (; (end = strchr(screen, '\n')); screen = end + 1) {
		fwrite(screen, 1, end - screen, stdout);
		fputs(TERMINAL_CLEAR_LINE "\n", stdout);
	}
	fputs(TERMINAL_CLEAR_REST, stdout);
}

static void show(const struct invocation *call, const char *screen)
{
	if (call->json)
		fputs(screen, stdout);
	else if (isatty(STDOUT_FILENO))
		show_on_terminal(screen);
	else
		printf("%s\n", screen);
	fflush(stdout);
}

enum exit_status run_watch(const struct invocation *call,
			   const struct rproc *unused)
{
	int log = kernel_log_open();
	char *shown = NULL;
	char *screen = NULL;
	int ret = 0;

	(void)unused;
	while (!ferror(stdout)) {
		ret = draw(call, &screen);
		if (ret)
			break;
		if (!shown || strcmp(shown, screen) != 0)
			show(call, screen);
		free(shown);
		shown = screen;
		kernel_log_wait(log, NULL, LOOK_MS);
	}
	free(shown);
	kernel_log_close(log);
	return ret ? refuse(call->places.sysfs, "%s", strerror(-ret)) : REFUSED;
}
