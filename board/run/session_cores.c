// SPDX-License-Identifier: BSD-2-Clause
#include "session_cores.h"

#include <stdlib.h>
#include <string.h>

#include "../soc/host/say.h"
#include "report.h"
#include "text.h"

/* From a crash to its registers, which the SoC may be unable to tell */
#define REGISTERS_MS 10000u
/* For a core's last words, on their way through Linux, which may be unable to tell */
#define TRACES_MS 60000u

bool session_all_cores(const struct session *session,
		       bool (*is)(const struct core_session *core))
{
	for (unsigned int i = 0; i < RUN_CORES_MAX; i++)
		if (session->cores[i].core->name && !is(&session->cores[i]))
			return false;
	return true;
}

/* --- what the firmware writes */

void session_look_for(struct session *session, const char *line)
{
	const struct run_options *options = session->options;

	if (session->ending || !options->expect_text ||
	    regexec(&options->expect, line, 0, NULL, 0) != 0)
		return;
	say("--expect: seen: %s", line);
	session_end(session, 0);
}

static void on_console_line(struct lines *lines, char *line)
{
	struct session *session = lines->owner;
	struct core_session *core = &session->cores[lines->number];

	report_output(core->core->name, "uart", line);
	session_look_for(session, line);
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
		session_look_for(session, lines->bytes);
}

/* --- what becomes of the cores */

static bool is_told(const struct core_session *core)
{
	return core->told || !core->cause;
}

static void tell_crash(struct core_session *core,
		       const struct registers *registers)
{
	if (is_told(core))
		return;
	core->told = true;
	report_crash(core->core->name, core->console.number, core->cause,
		     registers, core->core->symbols);
}

static void end_settled(struct session *session)
{
	int status = 0;

	for (unsigned int i = 0; i < RUN_CORES_MAX; i++) {
		lines_end(&session->cores[i].console);
		status |= session->cores[i].crashed;
	}
	if (session->script_ended) {
		status = session->script_status;
	} else if (session->options->expect_text) {
		say("--expect: %s: not seen before the firmware's end",
		    session->options->expect_text);
		status = 1;
	}
	session_end(session, status);
}

static void ask_for_end(struct session *session)
{
	static const char end[] = "end\n";

	if (session->asked || session->traces_ended)
		return;
	session->asked = true;
	board_type(&session->board, end, strlen(end));
}

static void on_late(uv_timer_t *timer);

/* The session ends when what is on its way has come. */
static void settle(struct session *session)
{
	session->settling = true;
	ask_for_end(session);
	if (!session_all_cores(session, is_told))
		uv_timer_start(&session->settle, on_late, REGISTERS_MS, 0);
	else if (!session->traces_ended)
		uv_timer_start(&session->settle, on_late, TRACES_MS, 0);
	else
		end_settled(session);
}

/* It does without what has not come. */
static void on_late(uv_timer_t *timer)
{
	struct session *session = timer->data;

	if (session_all_cores(session, is_told))
		session->traces_ended = true;
	for (unsigned int i = 0; i < RUN_CORES_MAX; i++)
		tell_crash(&session->cores[i], NULL);
	settle(session);
}

void session_traces_ended(struct session *session)
{
	session->traces_ended = true;
	if (session->settling)
		settle(session);
}

static void on_all_read(uv_timer_t *timer)
{
	settle(timer->data);
}

/*
 * What the SoC has told before is read in this turn of the loop: that, and Linux' lines,
 * come by two pipes, in any order.
 */
void session_script_ended(struct session *session, int status)
{
	session->traces_ended = true;
	session->script_ended = true;
	session->script_status = status;
	uv_timer_start(&session->settle, on_all_read, 0, 0);
}

/* The firmware may be built anew, and started once more. */
static bool stays(const struct session *session)
{
	return session->options->share && session->keyboard.open;
}

static void on_crash(struct board *board, unsigned int number,
		     const char *cause)
{
	struct session *session = board->owner;
	struct core_session *core = &session->cores[number];

	free(core->cause);
	core->cause = text("%s", cause);
	core->crashed = true;
	core->told = false;
	if (!session->options->recover && !stays(session))
		settle(session);
}

static void on_registers(struct board *board, unsigned int number,
			 const struct registers *registers)
{
	struct session *session = board->owner;

	tell_crash(&session->cores[number], registers);
	if (session->settling)
		settle(session);
}

static bool has_exited(const struct core_session *core)
{
	return core->exited;
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
		    session_all_cores(session, has_exited))
			settle(session);
	}
}

void session_cores_open(struct session *session)
{
	struct board *board = &session->board;

	for (unsigned int i = 0; i < RUN_CORES_MAX; i++) {
		struct core_session *core = &session->cores[i];

		core->core = &session->start->cores[i];
		core->console.line = on_console_line;
		core->console.owner = session;
		core->console.number = i;
	}
	board->console = on_console;
	board->crash = on_crash;
	board->registers = on_registers;
	board->state = on_state;
	uv_timer_init(&session->loop, &session->settle);
	session->settle.data = session;
}

void session_cores_close(struct session *session)
{
	for (unsigned int i = 0; i < RUN_CORES_MAX; i++)
		free(session->cores[i].cause);
}
