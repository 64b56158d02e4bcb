// SPDX-License-Identifier: BSD-2-Clause
#include "board.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "control/control_verbs.h"
#include "core/core_open.h"
#include "host/events.h"
#include "host/file.h"
#include "host/log.h"
#include "host/memory.h"
#include "host/say.h"

#define OVERLAY_SIZE_MAX (1024u * 1024u)

static void end(struct board *board, int status)
{
	if (board->ending)
		return;
	board->ending = true;
	board->status = status;
	uv_stop(&board->loop);
}

static void on_signal(uv_signal_t *signal, int number)
{
	(void)number;
	end(signal->data, 0);
}

static void on_timeout(uv_timer_t *timer)
{
	struct board *board = timer->data;

	say("--timeout: %u s are over", board->options->timeout_s);
	end(board, 1);
}

static void on_quit(struct console *console)
{
	end(console->owner, 0);
}

static void on_console_bytes(struct link *link, const char *bytes, size_t size)
{
	struct board *board = link->owner;

	log_write(board->console_log, bytes, size);
	if (board->options->stdio)
		console_write(&board->console, bytes, size);
	stage_bytes(&board->console_stages, bytes, size);
}

static void on_secure_bytes(struct control *control, const char *bytes,
			    size_t size)
{
	struct board *board = control->owner;

	log_write(board->secure_log, bytes, size);
	stage_bytes(&board->secure_stages, bytes, size);
}

static void restart_stages(struct board *board)
{
	uint64_t now = uv_hrtime();

	stage_restart(&board->console_stages, now);
	stage_restart(&board->secure_stages, now);
}

static void on_console_taken(struct link *link)
{
	struct board *board = link->owner;

	console_taken(&board->console);
}

/* The secure world has lost its state: the cores are nobody's any more. */
static void on_app_reset(struct app_cores *app)
{
	struct board *board = app->owner;

	say("application cores: reset");
	restart_stages(board);
	control_reset(&board->control);
	for (unsigned int i = 0; i < board->n_cores; i++)
		core_system_reset(&board->cores[i]);
}

static void on_app_ended(struct app_cores *app, bool failed)
{
	end(app->owner, failed ? 1 : 0);
}

static bool read_config(struct board *board)
{
	const char *path = board->options->dtbo;
	char why[160];

	board->overlay =
		file_read(path, OVERLAY_SIZE_MAX, &board->overlay_size);
	if (!board->overlay) {
		say("%s: %s", path, strerror(errno));
		return false;
	}
	if (!board_config_read(&board->config, board->overlay,
			       board->overlay_size, why, sizeof(why))) {
		say("%s: %s", path, why);
		return false;
	}
	return true;
}

static bool read_otp(struct board *board)
{
	char why[200];

	if (otp_open(&board->otp, board->options->otp, why, sizeof(why)))
		return true;
	say("%s: %s", board->options->otp, why);
	return false;
}

static bool make_dir(const char *dir)
{
	int ret = dir ? log_make_dir(dir) : 0;

	if (ret)
		say("%s: %s", dir, strerror(-ret));
	return !ret;
}

static bool open_logs(struct board *board)
{
	const char *dir = board->options->log_dir;

	board->console_log = -1;
	board->secure_log = -1;
	board->control.log_fd = -1;
	if (!make_dir(board->options->core_files) || !make_dir(dir))
		return false;
	if (!dir)
		return true;
	board->console_log = log_open(dir, "console.log");
	board->secure_log = log_open(dir, "secure.log");
	board->control.log_fd = log_open(dir, "control.log");
	return board->console_log >= 0 && board->secure_log >= 0 &&
	       board->control.log_fd >= 0;
}

static bool open_events(const struct board *board)
{
	const char *path = board->options->events;
	int ret = path ? events_open(path) : 0;

	if (ret)
		say("%s: %s", path, strerror(-ret));
	return !ret;
}

static bool open_ram(struct board *board)
{
	const char *path = board->options->ram_file;

	board->ram.pa = board->config.ram_pa;
	board->ram.size = board->config.ram_size;
	board->ram.fd = path ? memory_create_file(path, board->ram.size) :
			       memory_create("ram", board->ram.size);
	if (board->ram.fd >= 0)
		return true;
	say("%s: %s", path ? path : "RAM", strerror(-board->ram.fd));
	return false;
}

static bool open_cores(struct board *board)
{
	for (unsigned int i = 0; i < board->config.n_cores; i++) {
		struct core *core = &board->cores[i];
		char name[32];

		core->config = &board->config.cores[i];
		core->loop = &board->loop;
		core->qemu_paths = board->options->qemu_cores;
		core->ram = &board->ram;
		core->test_hooks = board->options->test_hooks;
		core->files_dir = board->options->core_files;
		core->kick_events = board->options->events_kicks;
		snprintf(name, sizeof(name), "core%u.log", core->config->id);
		core->log_fd = log_open(board->options->log_dir, name);
		board->n_cores++;
		if (board->options->gdb &&
		    gdb_port_open(&core->gdb, &board->loop, core->config->id,
				  board->options->gdb_port ?
					  board->options->gdb_port + i :
					  0,
				  board->options->gdb_halt))
			return false;
		if (core_open(core))
			return false;
	}
	return true;
}

static void open_control(struct board *board)
{
	struct control *control = &board->control;

	control->loop = &board->loop;
	control->otp = &board->otp;
	control->cores = board->cores;
	control->n_cores = board->n_cores;
	control->verbs = &control_verbs;
	control->test_hooks = board->options->test_hooks;
	control->console = on_secure_bytes;
	control->owner = board;
	control_init(control);
}

static bool open_signals(struct board *board)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };

	for (unsigned int i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		uv_signal_init(&board->loop, &board->signals[i]);
		board->signals[i].data = board;
		if (uv_signal_start(&board->signals[i], on_signal, numbers[i]))
			return false;
	}
	uv_timer_init(&board->loop, &board->timeout);
	board->timeout.data = board;
	if (board->options->timeout_s)
		uv_timer_start(&board->timeout, on_timeout,
			       board->options->timeout_s * 1000ull, 0);
	return true;
}

static bool open_console(struct board *board)
{
	int ret;

	board->console_uart.owner = board;
	board->console_uart.bytes = on_console_bytes;
	board->console_uart.sent = on_console_taken;
	board->console.loop = &board->loop;
	board->console.uart = &board->console_uart;
	board->console.quit = on_quit;
	board->console.owner = board;
	if (!board->options->stdio)
		return true;
	ret = console_open(&board->console);
	if (ret)
		say("console: %s", uv_strerror(ret));
	return !ret;
}

static bool open_app(struct board *board)
{
	struct app_cores *app = &board->app;

	app->loop = &board->loop;
	app->options = board->options;
	app->config = &board->config;
	app->cores = board->cores;
	app->ram_fd = board->ram.fd;
	app->files = (struct app_files){
		.options = board->options,
		.config = &board->config,
		.overlay = board->overlay,
		.overlay_size = board->overlay_size,
	};
	app->console = &board->console_uart;
	app->secure = &board->control.link;
	app->reset = on_app_reset;
	app->ended = on_app_ended;
	app->owner = board;
	return open_console(board) && !app_cores_start(app);
}

static bool open_no_ap(struct board *board)
{
	struct no_ap *no_ap = &board->no_ap;

	no_ap->loop = &board->loop;
	no_ap->options = board->options;
	no_ap->control = &board->control;
	no_ap->cores = board->cores;
	no_ap->n_cores = board->n_cores;
	return !no_ap_open(no_ap);
}

static void name_stages(struct board *board)
{
	board->console_stages.stages[0] =
		(struct stage){ .text = "BL1:", .name = "TF-A" };
	board->console_stages.stages[1] =
		(struct stage){ .text = "Booting Linux", .name = "Linux" };
	board->console_stages.stages[2] =
		(struct stage){ .text = "teeproc-init: user land",
				.name = "user land" };
	board->console_stages.stages[3] =
		(struct stage){ .text = "teeproc-init: shell",
				.name = "shell" };
	board->secure_stages.stages[0] =
		(struct stage){ .text = "OP-TEE version", .name = "OP-TEE" };
}

int board_open(struct board *board, const struct options *options)
{
	int ret;

	memset(board, 0, sizeof(*board));
	board->options = options;
	board->status = 1;
	name_stages(board);
	restart_stages(board);
	ret = uv_loop_init(&board->loop);
	if (ret) {
		say("event loop: %s", uv_strerror(ret));
		return -1;
	}
	if (!open_signals(board) || !read_config(board) || !read_otp(board) ||
	    !open_logs(board) || !open_events(board) || !open_ram(board))
		return -1;
	if (!open_cores(board))
		return -1;
	open_control(board);
	if (!(options->no_ap ? open_no_ap(board) : open_app(board)))
		return -1;
	return 0;
}

void board_run(struct board *board)
{
	if (!board->ending)
		uv_run(&board->loop, UV_RUN_DEFAULT);
}

static void close_handle(uv_handle_t *handle, void *unused)
{
	(void)unused;
	if (!uv_is_closing(handle))
		uv_close(handle, NULL);
}

int board_close(struct board *board)
{
	app_cores_close(&board->app);
	no_ap_close(&board->no_ap);
	console_close(&board->console);
	link_close(&board->control.link);
	for (unsigned int i = 0; i < board->n_cores; i++)
		core_close(&board->cores[i]);
	for (unsigned int i = 0; i < 3; i++)
		if (board->signals[i].data)
			uv_close((uv_handle_t *)&board->signals[i], NULL);
	if (board->timeout.data)
		uv_close((uv_handle_t *)&board->timeout, NULL);
	/* closing handles, and jobs that are still under way */
	uv_run(&board->loop, UV_RUN_DEFAULT);
	uv_walk(&board->loop, close_handle, NULL);
	uv_run(&board->loop, UV_RUN_DEFAULT);
	uv_loop_close(&board->loop);
	if (board->ram.fd > 0)
		close(board->ram.fd);
	free(board->overlay);
	events_close();
	return board->status;
}
