/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the agent in the board (board/run/agent) says over Linux's console: a line
 * that begins with '@' and a letter.
 *
 *   @U CORE            it runs
 *   @F CORE TEXT       it does not start, and why
 *   @K TEXT            line of the kernel's log that tells more
 *   @T CORE TEXT       line of its trace
 *   @O TEXT            line of the script
 *   @X STATUS          end of the script, and nothing more comes of the traces
 *   @E                 nothing more comes of the traces, as was asked for by "end"
 */
#ifndef RUN_AGENT_LINE_H
#define RUN_AGENT_LINE_H

enum agent_verb {
	AGENT_OTHER = 0, /* none of these */
	AGENT_UP = 'U',
	AGENT_FAILED = 'F',
	AGENT_LOG = 'K',
	AGENT_TRACE = 'T',
	AGENT_OUTPUT = 'O',
	AGENT_SCRIPT_END = 'X',
	AGENT_END = 'E',
};

/**
 * struct agent_line - both point into the line that was read
 * @core: its name, if the verb is one of a core's, or ""
 * @text: what follows
 */
struct agent_line {
	enum agent_verb verb;
	char *core;
	char *text;
};

/* Reads a line that begins with '@', and cuts it up. */
struct agent_line agent_line_read(char *line);

#endif /* RUN_AGENT_LINE_H */
