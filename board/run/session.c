// SPDX-License-Identifier: BSD-2-Clause
#include "session.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../soc/host/say.h"
#include "agent_line.h"
#include "board.h"
#include "keyboard.h"
#include "lines.h"
#include "report.h"
#include "text.h"
#include "timeline.h"
#include "watch.h"

/* From a core's end to the board's: its last words are on their way through Linux */
#define SETTLE_MS 1000u
/* From a crash to its registers, which the SoC may be unable to tell */
#define REGISTERS_MS 10000u

struct core_session {
	const struct run_core *core;
	struct lines console;
	bool up; /* it has been started */
	bool running; /* the SoC says so */
	bool exited;
	bool crashed;
	char *cause;
	bool reported;
};

struct session {
	const struct session_start *start;
	const struct run_options *options;
	uv_loop_t loop;
	struct board board;
	struct keyboard keyboard;
	struct watch watches[RUN_CORES_MAX]; /* on the firmware, with --share */
	uv_signal_t signals[3];
	uv_timer_t timeout;
	uv_timer_t settle;
	struct core_session cores[RUN_CORES_MAX];
	char stage[64]; /* of the boot */
	bool refused; /* for its signature */
	bool script_ended;
	int script_status;
	bool ending;
	int status;
};

static void end(struct session *session, int status)
{
	if (session->ending)
		return;
	session->ending = true;
	for (unsigned int i = 0; i < RUN_CORES_MAX; i++)
		watch_close(&session->watches[i]);
	session->status = status;
	board_stop(&session->board);
	uv_stop(&session->loop);
}

static struct core_session *find_core(struct session *session, const char *name)
{
	for (unsigned int i = 0; i < RUN_CORES_MAX; i++) {
		const struct run_core *core = session->cores[i].core;

		if (core->name && !strcmp(core->name, name))
			return &session->cores[i];
	}
	return NULL;
}

static bool all_cores(const struct session *session,
		      bool (*is)(const struct core_session *core))
{
	for (unsigned int i = 0; i < RUN_CORES_MAX; i++)
		if (session->cores[i].core->name && !is(&session->cores[i]))
			return false;
	return true;
}

static bool is_up(const struct core_session *core)
{
	return core->up;
}

static bool has_exited(const struct core_session *core)
{
	return core->exited;
}

/* --- what the firmware writes */

static void look_for(struct session *session, const char *line)
{
	const struct run_options *options = session->options;

	if (session->ending || !options->expect_text ||
	    regexec(&options->expect, line, 0, NULL, 0) != 0)
		return;
	say("--expect: seen: %s", line);
	end(session, 0);
}

static void on_console_line(struct lines *lines, char *line)
{
	struct session *session = lines->owner;
	struct core_session *core = &session->cores[lines->number];

	report_output(core->core->name, "uart", line);
	look_for(session, line);
}

/* A prompt has no end of line: what has come of it is looked at as well. */
static void on_console(struct board *board, unsigned int number,
		       const char *bytes, size_t size)
{
	struct session *session = board->owner;
	struct lines *lines = &session->cores[number].console;

	lines_bytes(lines, bytes, size);
	lines->bytes[lines->size] = '\0';
	if (lines->size)
		look_for(session, lines->bytes);
}

/* --- what becomes of the cores */

static void settle(struct session *session, unsigned int ms)
{
	if (!uv_is_active((uv_handle_t *)&session->settle))
		uv_timer_start(&session->settle, session->settle.timer_cb, ms,
			       0);
}

/* The firmware may be built anew, and started once more. */
static bool stays(const struct session *session)
{
	return session->options->share && session->keyboard.open;
}

static void tell_crash(struct core_session *core,
		       const struct registers *registers)
{
	if (core->reported || !core->cause)
		return;
	core->reported = true;
	report_crash(core->core->name, core->console.number, core->cause,
		     registers, core->core->symbols);
}

/* The end of its script is the session's, but for a crash that is still to be told. */
static void end_with_script(struct session *session)
{
	if (!session->script_ended)
		return;
	for (unsigned int i = 0; i < RUN_CORES_MAX; i++) {
		const struct core_session *core = &session->cores[i];

		if (core->cause && !core->reported) {
			settle(session, REGISTERS_MS);
			return;
		}
	}
	end(session, session->script_status);
}

static void on_settled(uv_timer_t *timer)
{
	struct session *session = timer->data;
	int status = 0;

	for (unsigned int i = 0; i < RUN_CORES_MAX; i++) {
		struct core_session *core = &session->cores[i];

		lines_end(&core->console);
		tell_crash(core, NULL);
		status |= core->crashed;
	}
	end_with_script(session);
	if (!session->ending && session->options->expect_text) {
		say("--expect: %s: not seen before the firmware's end",
		    session->options->expect_text);
		status = 1;
	}
	end(session, status);
}

static void on_crash(struct board *board, unsigned int number,
		     const char *cause)
{
	struct session *session = board->owner;
	struct core_session *core = &session->cores[number];

	free(core->cause);
	core->cause = text("%s", cause);
	core->crashed = true;
	core->reported = false;
	if (!session->options->recover && !stays(session))
		settle(session, REGISTERS_MS);
}

static void on_registers(struct board *board, unsigned int number,
			 const struct registers *registers)
{
	struct session *session = board->owner;

	tell_crash(&session->cores[number], registers);
	end_with_script(session);
	if (uv_is_active((uv_handle_t *)&session->settle))
		uv_timer_start(&session->settle, on_settled, SETTLE_MS, 0);
}

static void on_state(struct board *board, unsigned int number,
		     const char *state)
{
	struct session *session = board->owner;
	struct core_session *core = &session->cores[number];

	report_state(core->core->name, state, NULL);
	if (!strcmp(state, "running")) {
		if (core->crashed)
			say("%s: runs again", core->core->name);
		core->crashed = false;
		core->exited = false;
	} else if (!strcmp(state, "exited")) {
		core->exited = true;
		say("%s: its firmware has ended", core->core->name);
		if (!session->options->script && !stays(session) &&
		    all_cores(session, has_exited))
			settle(session, SETTLE_MS);
	}
}

/* --- what the agent says */

static void on_up(struct session *session, struct core_session *core)
{
	core->up = true;
	if (session->options->tamper) {
		say("%s: runs although a bit of its image is another",
		    core->core->name);
		end(session, 1);
	}
}

/* rprocctl's words for EKEYREJECTED */
static bool is_refusal(const char *why)
{
	return strstr(why, "signature is not accepted");
}

static void on_failed(struct session *session, struct core_session *core,
		      const char *why)
{
	bool refused = session->options->tamper && is_refusal(why);

	say("%s: %s", core->core->name, why);
	report_state(core->core->name, "failed", why);
	if (refused)
		say("%s: refused, as it has to be", core->core->name);
	end(session, refused ? 0 : 1);
}

static void on_script_end(struct session *session, const char *status)
{
	session->script_status = atoi(status);
	session->script_ended = true;
	end_with_script(session);
}

static void on_agent_core(struct session *session,
			  const struct agent_line *line)
{
	struct core_session *core = find_core(session, line->core);

	if (!core)
		return;
	if (line->verb == AGENT_UP)
		on_up(session, core);
	else if (line->verb == AGENT_FAILED)
		on_failed(session, core, line->text);
	else
		report_output(core->core->name, "trace", line->text);
	if (line->verb == AGENT_TRACE)
		look_for(session, line->text);
}

static void on_agent(struct session *session, char *bytes)
{
	struct agent_line line = agent_line_read(bytes);

	switch (line.verb) {
	case AGENT_UP:
	case AGENT_FAILED:
	case AGENT_TRACE:
		on_agent_core(session, &line);
		break;
	case AGENT_LOG:
		report_log(line.text);
		break;
	case AGENT_OUTPUT:
		report_script(line.text);
		break;
	case AGENT_SCRIPT_END:
		on_script_end(session, line.text);
		break;
	case AGENT_OTHER:
		break;
	}
}

static void on_linux_line(struct board *board, char *line)
{
	struct session *session = board->owner;

	if (session->ending)
		return;
	if (*line == '@')
		on_agent(session, line);
	else if (session->options->verbose)
		report_log(line);
	if (strstr(line, "Kernel panic")) {
		say("the board: %s", line);
		end(session, 1);
	}
}

static void on_stage(struct board *board, const char *stage)
{
	struct session *session = board->owner;

	snprintf(session->stage, sizeof(session->stage), "%s", stage);
	if (session->options->verbose)
		say("boot: %s", stage);
}

static void on_board_ended(struct board *board)
{
	struct session *session = board->owner;

	if (!session->ending)
		say("the board has ended");
	end(session, 1);
}

/* --- the end from outside */

static void on_timeout(uv_timer_t *timer)
{
	struct session *session = timer->data;
	const struct run_options *options = session->options;
	unsigned int s = options->timeout_s;

	for (unsigned int i = 0; i < RUN_CORES_MAX; i++) {
		struct core_session *core = &session->cores[i];

		if (core->core->name && !core->up)
			say("%s: has not come up in %u s; the board's boot had come to: %s",
			    core->core->name, s, session->stage);
	}
	if (all_cores(session, is_up)) {
		if (options->expect_text)
			say("--expect: %s: not seen in %u s",
			    options->expect_text, s);
		else if (options->script)
			say("%s: has not ended in %u s", options->script, s);
		else
			say("--timeout: %u s are over", s);
	}
	end(session, 1);
}

static void on_signal(uv_signal_t *handle, int number)
{
	(void)number;
	end(handle->data, 0);
}

static void on_leave(struct keyboard *keyboard)
{
	end(keyboard->owner, 0);
}

/* --- a firmware that is built anew */

static void on_built(struct watch *watch)
{
	struct session *session = watch->owner;
	unsigned int i = (unsigned int)(watch - session->watches);

	if (!session->start->renew(session->start->owner, i))
		return;
	if (session->keyboard.open && !session->options->script)
		say("%s: new; Ctrl-A r starts it",
		    session->options->firmware[i]);
	else
		say("%s: new", session->options->firmware[i]);
}

static void on_restart(struct keyboard *keyboard)
{
	static const char restart[] = "restart\n";
	struct session *session = keyboard->owner;

	if (!session->options->share || session->options->script)
		return;
	/* what was just written may not have been noticed yet */
	for (unsigned int i = 0; i < RUN_CORES_MAX; i++) {
		if (!session->cores[i].core->name)
			continue;
		watch_forget(&session->watches[i]);
		if (!session->start->renew(session->start->owner, i))
			return;
	}
	board_type(&session->board, restart, strlen(restart));
}

static void open_watches(struct session *session)
{
	for (unsigned int i = 0; i < RUN_CORES_MAX; i++) {
		struct watch *watch = &session->watches[i];

		if (!session->options->share || !session->options->firmware[i])
			continue;
		watch->changed = on_built;
		watch->owner = session;
		watch_open(watch, &session->loop,
			   session->options->firmware[i]);
	}
}

static void open_handles(struct session *session)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };

	for (unsigned int i = 0; i < 3; i++) {
		uv_signal_init(&session->loop, &session->signals[i]);
		session->signals[i].data = session;
		uv_signal_start(&session->signals[i], on_signal, numbers[i]);
	}
	uv_timer_init(&session->loop, &session->timeout);
	session->timeout.data = session;
	if (session->options->timeout_s)
		uv_timer_start(&session->timeout, on_timeout,
			       session->options->timeout_s * 1000ull, 0);
	uv_timer_init(&session->loop, &session->settle);
	session->settle.data = session;
	session->settle.timer_cb = on_settled;
	session->keyboard.leave = on_leave;
	session->keyboard.restart = on_restart;
	session->keyboard.owner = session;
	keyboard_open(&session->keyboard, &session->loop);
}

static void open_cores(struct session *session, const struct run_core *cores)
{
	for (unsigned int i = 0; i < RUN_CORES_MAX; i++) {
		struct core_session *core = &session->cores[i];

		core->core = &cores[i];
		core->console.line = on_console_line;
		core->console.owner = session;
		core->console.number = i;
	}
}

static void close_handle(uv_handle_t *handle, void *unused)
{
	(void)unused;
	if (!uv_is_closing(handle))
		uv_close(handle, NULL);
}

int session_run(const struct session_start *start)
{
	struct session *session = calloc(1, sizeof(*session));
	int status;

	if (!session || uv_loop_init(&session->loop)) {
		free(session);
		return 1;
	}
	session->start = start;
	session->options = start->options;
	snprintf(session->stage, sizeof(session->stage), "power-on");
	open_cores(session, start->cores);
	session->board = (struct board){
		.loop = &session->loop,
		.line = on_linux_line,
		.stage = on_stage,
		.console = on_console,
		.crash = on_crash,
		.registers = on_registers,
		.state = on_state,
		.event = timeline_event,
		.ended = on_board_ended,
		.owner = session,
	};
	open_handles(session);
	open_watches(session);
	session->status = 1;
	if (board_start(&session->board, start->argv))
		uv_run(&session->loop, UV_RUN_DEFAULT);
	keyboard_close(&session->keyboard);
	board_wait(&session->board);
	uv_walk(&session->loop, close_handle, NULL);
	uv_run(&session->loop, UV_RUN_DEFAULT);
	uv_loop_close(&session->loop);
	for (unsigned int i = 0; i < RUN_CORES_MAX; i++)
		free(session->cores[i].cause);
	status = session->status;
	free(session);
	return status;
}
