/* SPDX-License-Identifier: BSD-2-Clause */
/* What a session is made of, for session.c and session_cores.c. */
#ifndef RUN_SESSION_STATE_H
#define RUN_SESSION_STATE_H

#include <stdbool.h>
#include <uv.h>

#include "board.h"
#include "keyboard.h"
#include "lines.h"
#include "session.h"
#include "signals.h"
#include "watch.h"

struct core_session {
	const struct run_core *core;
	struct lines console;
	bool up; /* it has been started */
	bool exited;
	bool crashed;
	char *cause;
	bool told; /* that it has crashed */
};

struct session {
	const struct session_start *start;
	const struct run_options *options;
	uv_loop_t loop;
	struct board board;
	struct keyboard keyboard;
	struct watch watches[RUN_CORES_MAX]; /* on the firmware, with --share */
	uv_signal_t signals[RUN_SIGNALS_NUM];
	uv_timer_t timeout;
	uv_timer_t settle;
	struct core_session cores[RUN_CORES_MAX];
	char stage[64]; /* of the boot */
	bool settling; /* it ends when what is on its way has come */
	bool asked; /* the agent, for the end of the traces */
	bool traces_ended;
	bool script_ended;
	int script_status; /* the session's then */
	bool ending;
	int status;
};

/* The board is stopped, and the exit status is @status: the first one's. */
void session_end(struct session *session, int status);

#endif /* RUN_SESSION_STATE_H */
