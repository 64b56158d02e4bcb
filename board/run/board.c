// SPDX-License-Identifier: BSD-2-Clause
#include "board.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../../tools/common/hex.h"
#include "../soc/host/say.h"
#include "options.h"

enum {
	CONSOLE,
	WORDS,
	EVENTS,
	N_OUTPUTS
};

static void on_console_line(struct lines *lines, char *line)
{
	struct board *board = lines->owner;

	board->line(board, line);
}

/* "teeproc-board: boot: 1.23 s: Linux"; of crashes the events tell more. */
static void on_words(struct lines *lines, char *line)
{
	static const char boot[] = "teeproc-board: boot: ";
	struct board *board = lines->owner;

	if (!strncmp(line, boot, strlen(boot)))
		board->stage(board, line + strlen(boot));
	else if (!strstr(line, ": crashed: "))
		fprintf(stderr, "%s\n", line);
}

static void on_console_event(struct board *board, unsigned int number,
			     const char *digits)
{
	uint8_t bytes[1024];
	size_t size;

	if (hex_bytes(digits, bytes, sizeof(bytes), &size))
		board->console(board, number, (const char *)bytes, size);
}

static bool read_words(const json_t *list, uint64_t *words, size_t n)
{
	if (json_array_size(list) != n)
		return false;
	for (size_t i = 0; i < n; i++)
		words[i] =
			(uint64_t)json_integer_value(json_array_get(list, i));
	return true;
}

static void on_registers_event(struct board *board, unsigned int number,
			       const json_t *event)
{
	const json_t *list = json_object_get(event, "registers");
	struct registers registers = {
		.num = (unsigned int)json_array_size(list),
	};

	if (registers.num != ARM_REGISTERS && registers.num != RISCV_REGISTERS)
		return;
	read_words(list, registers.words, registers.num);
	registers.has_frame = read_words(json_object_get(event, "frame"),
					 registers.frame, FRAME_WORDS);
	board->registers(board, number, &registers);
}

static void on_event(struct lines *lines, char *line)
{
	struct board *board = lines->owner;
	json_t *event = json_loads(line, 0, NULL);
	const char *string;
	unsigned int number;

	number = (unsigned int)json_integer_value(
		json_object_get(event, "core"));
	if (!event || number >= RUN_CORES_MAX)
		goto out;
	board->event(event);
	string = json_string_value(json_object_get(event, "bytes"));
	if (string)
		on_console_event(board, number, string);
	string = json_string_value(json_object_get(event, "cause"));
	if (string)
		board->crash(board, number, string);
	string = json_string_value(json_object_get(event, "state"));
	if (string)
		board->state(board, number, string);
	if (json_object_get(event, "registers"))
		on_registers_event(board, number, event);
out:
	json_decref(event);
}

static void on_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *buf)
{
	static char bytes[65536];

	(void)handle;
	(void)suggested;
	*buf = uv_buf_init(bytes, sizeof(bytes));
}

static void on_read(uv_stream_t *stream, ssize_t size, const uv_buf_t *buf)
{
	struct lines *lines = stream->data;

	if (size < 0) {
		lines_end(lines);
		uv_read_stop(stream);
		return;
	}
	lines_bytes(lines, buf->base, size);
}

static void on_exit_(uv_process_t *process, int64_t status, int signal)
{
	struct board *board = process->data;

	(void)status;
	(void)signal;
	board->running = false;
	board->ended(board);
}

/* Our ends become pipes of the loop; theirs are in @theirs, or it has failed. */
static int open_outputs(struct board *board, int theirs[N_OUTPUTS])
{
	static void (*const on_line[N_OUTPUTS])(struct lines *, char *) = {
		on_console_line, on_words, on_event
	};

	for (unsigned int i = 0; i < N_OUTPUTS; i++) {
		int ends[2];

		if (pipe2(ends, O_CLOEXEC))
			return -errno;
		theirs[i] = ends[1];
		board->lines[i].line = on_line[i];
		board->lines[i].owner = board;
		board->outputs[i].data = &board->lines[i];
		uv_pipe_init(board->loop, &board->outputs[i], 0);
		uv_pipe_open(&board->outputs[i], ends[0]);
		uv_read_start((uv_stream_t *)&board->outputs[i], on_alloc,
			      on_read);
	}
	return 0;
}

bool board_start(struct board *board, char *const argv[])
{
	int theirs[N_OUTPUTS] = { -1, -1, -1 };
	uv_stdio_container_t stdio[N_OUTPUTS + 1];
	uv_process_options_t options = {
		.file = argv[0],
		.args = (char **)argv,
		.exit_cb = on_exit_,
		.stdio = stdio,
		.stdio_count = N_OUTPUTS + 1,
		/* Ctrl-C is ours */
		.flags = UV_PROCESS_DETACHED,
	};
	int ret = open_outputs(board, theirs);

	uv_pipe_init(board->loop, &board->input, 0);
	stdio[0].flags = UV_CREATE_PIPE | UV_READABLE_PIPE;
	stdio[0].data.stream = (uv_stream_t *)&board->input;
	for (unsigned int i = 0; i < N_OUTPUTS; i++) {
		stdio[i + 1].flags = UV_INHERIT_FD;
		stdio[i + 1].data.fd = theirs[i];
	}
	board->process.data = board;
	if (!ret)
		ret = uv_spawn(board->loop, &board->process, &options);
	for (unsigned int i = 0; i < N_OUTPUTS; i++)
		if (theirs[i] >= 0)
			close(theirs[i]);
	board->running = !ret;
	if (ret)
		say("%s: %s", argv[0], uv_strerror(ret));
	return !ret;
}

void board_type(struct board *board, const char *bytes, size_t size)
{
	uv_buf_t buf = uv_buf_init((char *)bytes, (unsigned int)size);

	if (board->running)
		uv_try_write((uv_stream_t *)&board->input, &buf, 1);
}

void board_stop(struct board *board)
{
	if (board->running)
		uv_process_kill(&board->process, SIGTERM);
}

void board_wait(struct board *board)
{
	while (board->running)
		uv_run(board->loop, UV_RUN_ONCE);
}
