/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The cores of a session, by what the SoC tells: what their firmware writes, crashes and
 * ends, and that these end the session.
 */
#ifndef RUN_SESSION_CORES_H
#define RUN_SESSION_CORES_H

#include "session_state.h"

/* Takes what session->board tells of the cores. */
void session_cores_open(struct session *session);
void session_cores_close(struct session *session);

/* --expect: a line, or what has come of one, ends the session if it is that. */
void session_look_for(struct session *session, const char *line);
/*
 * The script has ended, and the traces; its exit status is the session's: once all that
 * it can have seen is told, with the registers of a crash.
 */
void session_script_ended(struct session *session, int status);
/* The traces have ended; what had been waiting for that goes on. */
void session_traces_ended(struct session *session);
bool session_all_cores(const struct session *session,
		       bool (*is)(const struct core_session *core));

#endif /* RUN_SESSION_CORES_H */
