// SPDX-License-Identifier: BSD-2-Clause
#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../soc/host/say.h"
#include "agent_line.h"
#include "report.h"
#include "session_cores.h"
#include "session_state.h"
#include "signals.h"
#include "timeline.h"

void session_end(struct session *session, int status)
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

/* --- what the agent says */

static void on_up(struct session *session, struct core_session *core)
{
	core->up = true;
	if (session->options->tamper) {
		say("%s: runs although a bit of its image is another",
		    core->core->name);
		session_end(session, 1);
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
	session_end(session, refused ? 0 : 1);
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
		session_look_for(session, line->text);
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
		session_script_ended(session, atoi(line.text));
		break;
	case AGENT_END:
		session_traces_ended(session);
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
		session_end(session, 1);
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
	session_end(session, 1);
}

/* --- the end from outside */

static bool is_up(const struct core_session *core)
{
	return core->up;
}

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
	if (session_all_cores(session, is_up)) {
		if (options->expect_text)
			say("--expect: %s: not seen in %u s",
			    options->expect_text, s);
		else if (options->script)
			say("%s: has not ended in %u s", options->script, s);
		else
			say("--timeout: %u s are over", s);
	}
	session_end(session, 1);
}

static void on_signal(uv_signal_t *handle, int number)
{
	(void)number;
	session_end(handle->data, 0);
}

static void on_leave(struct keyboard *keyboard)
{
	session_end(keyboard->owner, 0);
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
	for (unsigned int i = 0; i < RUN_SIGNALS_NUM; i++) {
		uv_signal_init(&session->loop, &session->signals[i]);
		session->signals[i].data = session;
		uv_signal_start(&session->signals[i], on_signal,
				run_signals[i]);
	}
	signals_let_go();
	uv_timer_init(&session->loop, &session->timeout);
	session->timeout.data = session;
	if (session->options->timeout_s)
		uv_timer_start(&session->timeout, on_timeout,
			       session->options->timeout_s * 1000ull, 0);
	session->keyboard.leave = on_leave;
	session->keyboard.restart = on_restart;
	session->keyboard.owner = session;
	keyboard_open(&session->keyboard, &session->loop);
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
	session->board = (struct board){
		.loop = &session->loop,
		.line = on_linux_line,
		.stage = on_stage,
		.event = timeline_event,
		.ended = on_board_ended,
		.owner = session,
	};
	session_cores_open(session);
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
	session_cores_close(session);
	status = session->status;
	free(session);
	return status;
}
