// SPDX-License-Identifier: BSD-2-Clause
#include "console.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../host/log.h"
#include "../host/say.h"

#define CTRL_A 1
#define IN_FLIGHT_MAX (256u * 1024u)

struct writing {
	uv_write_t request;
	struct console *console;
	size_t size;
	char bytes[];
};

static char typed[4096];

/*
 * Our own open file where there can be one: libuv makes its descriptors
 * non-blocking, and that must not reach those that we share them with.
 */
static int own_descriptor(int fd, int flags)
{
	char path[32];
	int own;

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	own = open(path, flags | O_CLOEXEC | O_NOCTTY);
	return own >= 0 ? own : fcntl(fd, F_DUPFD_CLOEXEC, 3);
}

static void free_handle(uv_handle_t *handle)
{
	free(handle);
}

static int open_pipe(uv_loop_t *loop, int fd, int flags, uv_stream_t **stream)
{
	uv_pipe_t *pipe = malloc(sizeof(*pipe));
	int own = own_descriptor(fd, flags);
	int ret;

	if (!pipe || own < 0) {
		free(pipe);
		return own < 0 ? -errno : UV_ENOMEM;
	}
	uv_pipe_init(loop, pipe, 0);
	ret = uv_pipe_open(pipe, own);
	if (ret) {
		close(own);
		uv_close((uv_handle_t *)pipe, free_handle);
		return ret;
	}
	*stream = (uv_stream_t *)pipe;
	return 0;
}

static int open_tty(uv_loop_t *loop, int fd, uv_stream_t **stream)
{
	uv_tty_t *tty = malloc(sizeof(*tty));
	int ret;

	if (!tty)
		return UV_ENOMEM;
	ret = uv_tty_init(loop, tty, fd, 0);
	if (ret) {
		free(tty);
		return ret;
	}
	*stream = (uv_stream_t *)tty;
	return 0;
}

static void type(struct console *console, const char *bytes, size_t size)
{
	static const char ctrl_a = CTRL_A;

	for (size_t i = 0; i < size; i++) {
		if (console->after_ctrl_a) {
			console->after_ctrl_a = false;
			if (bytes[i] == 'x') {
				console->quit(console);
				return;
			}
			link_send(console->uart, &ctrl_a, 1);
			if (bytes[i] == 'a')
				continue;
		} else if (bytes[i] == CTRL_A) {
			console->after_ctrl_a = true;
			continue;
		}
		link_send(console->uart, bytes + i, 1);
	}
}

static void on_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *buf)
{
	(void)handle;
	(void)suggested;
	*buf = uv_buf_init(typed, sizeof(typed));
}

/* Whether stdin has to wait until the guest has taken what it was sent. */
static bool guest_is_slow(struct console *console)
{
	console->in_waits = link_queued(console->uart) > 0;
	return console->in_waits;
}

static void on_typed(uv_stream_t *stream, ssize_t size, const uv_buf_t *buf)
{
	struct console *console = stream->data;

	if (size < 0)
		uv_read_stop(stream); /* nothing more to type */
	else if (console->interactive)
		type(console, buf->base, size);
	else
		link_send(console->uart, buf->base, size);
	if (size > 0 && guest_is_slow(console))
		uv_read_stop(stream);
}

static void read_file(struct console *console);

static void on_file_read(uv_fs_t *request)
{
	struct console *console = request->data;
	ssize_t size = request->result;

	uv_fs_req_cleanup(request);
	console->file_busy = false;
	if (size <= 0)
		return;
	link_send(console->uart, console->file_bytes, size);
	if (!guest_is_slow(console))
		read_file(console);
}

static void read_file(struct console *console)
{
	uv_buf_t buf =
		uv_buf_init(console->file_bytes, sizeof(console->file_bytes));

	console->file_read.data = console;
	console->file_busy = !uv_fs_read(console->loop, &console->file_read,
					 STDIN_FILENO, &buf, 1, -1,
					 on_file_read);
}

void console_taken(struct console *console)
{
	if (!console->in_waits)
		return;
	console->in_waits = false;
	if (console->in)
		uv_read_start(console->in, on_alloc, on_typed);
	else
		read_file(console);
}

static void close_stream(uv_stream_t **stream)
{
	if (*stream)
		uv_close((uv_handle_t *)*stream, free_handle);
	*stream = NULL;
}

static void on_written(uv_write_t *request, int status)
{
	struct writing *writing = request->data;
	struct console *console = writing->console;

	console->in_flight -= writing->size;
	if (status && console->out)
		close_stream(&console->out); /* the reader has gone */
	if (console->uart_paused && console->in_flight < IN_FLIGHT_MAX / 2) {
		console->uart_paused = false;
		link_resume(console->uart);
	}
	free(writing);
}

static void write_out(struct console *console, const char *bytes, size_t size)
{
	struct writing *writing;
	uv_buf_t buf;

	if (!console->out)
		return;
	writing = malloc(sizeof(*writing) + size);
	if (!writing)
		return;
	writing->console = console;
	writing->size = size;
	memcpy(writing->bytes, bytes, size);
	writing->request.data = writing;
	buf = uv_buf_init(writing->bytes, size);
	if (uv_write(&writing->request, console->out, &buf, 1, on_written)) {
		free(writing);
		return;
	}
	console->in_flight += size;
	if (console->in_flight > IN_FLIGHT_MAX && !console->uart_paused) {
		console->uart_paused = true;
		link_pause(console->uart);
	}
}

/* It goes the way of the guest's lines, so as not to come before their end. */
static void between(struct say_terminal *terminal, const char *line)
{
	struct console *console = terminal->owner;
	size_t size = strlen(line);

	if (!terminal->within_line ||
	    size > sizeof(console->ours) - console->ours_size) {
		write_out(console, line, size);
		return;
	}
	memcpy(console->ours + console->ours_size, line, size);
	console->ours_size += size;
}

/* Whether what is said on stderr comes among the guest's lines */
static bool shares_terminal(void)
{
	struct stat out;
	struct stat err;

	return uv_guess_handle(STDOUT_FILENO) == UV_TTY &&
	       !fstat(STDOUT_FILENO, &out) && !fstat(STDERR_FILENO, &err) &&
	       out.st_rdev == err.st_rdev && S_ISCHR(err.st_mode);
}

static int open_in(struct console *console)
{
	int ret = 0;

	switch (uv_guess_handle(STDIN_FILENO)) {
	case UV_TTY:
		ret = open_tty(console->loop, STDIN_FILENO, &console->in);
		if (ret)
			return ret;
		console->interactive = true;
		uv_tty_set_mode((uv_tty_t *)console->in, UV_TTY_MODE_RAW);
		console->terminal.owner = console;
		console->terminal.between = shares_terminal() ? between : NULL;
		say_terminal(&console->terminal);
		break;
	case UV_NAMED_PIPE:
	case UV_TCP:
		ret = open_pipe(console->loop, STDIN_FILENO, O_RDONLY,
				&console->in);
		break;
	case UV_FILE:
		read_file(console);
		return 0;
	default:
		return 0; /* closed: nobody types */
	}
	if (ret)
		return ret;
	console->in->data = console;
	return uv_read_start(console->in, on_alloc, on_typed);
}

static int open_out(struct console *console)
{
	switch (uv_guess_handle(STDOUT_FILENO)) {
	case UV_TTY:
		return open_tty(console->loop, STDOUT_FILENO, &console->out);
	case UV_NAMED_PIPE:
	case UV_TCP:
		return open_pipe(console->loop, STDOUT_FILENO, O_WRONLY,
				 &console->out);
	default:
		return 0;
	}
}

int console_open(struct console *console)
{
	int ret = open_out(console);

	return ret ? ret : open_in(console);
}

void console_close(struct console *console)
{
	if (console->interactive) {
		uv_tty_reset_mode();
		say_terminal(NULL);
		if (console->ours_size)
			fprintf(stderr, "\r\n%.*s", (int)console->ours_size,
				console->ours);
		console->ours_size = 0;
	}
	console->in_waits = false;
	if (console->file_busy)
		uv_cancel((uv_req_t *)&console->file_read);
	close_stream(&console->in);
	close_stream(&console->out);
}

void console_write(struct console *console, const char *bytes, size_t size)
{
	const char *end = memchr(bytes, '\n', size);
	size_t first = end ? (size_t)(end - bytes) + 1 : size;

	if (!console->out) {
		if (uv_guess_handle(STDOUT_FILENO) == UV_FILE)
			log_write(STDOUT_FILENO, bytes, size);
		return;
	}
	if (!console->terminal.between || !size) {
		write_out(console, bytes, size);
		return;
	}
	write_out(console, bytes, first);
	if (end && console->ours_size) {
		write_out(console, console->ours, console->ours_size);
		console->ours_size = 0;
	}
	if (first < size)
		write_out(console, bytes + first, size - first);
	console->terminal.within_line = bytes[size - 1] != '\n';
}
