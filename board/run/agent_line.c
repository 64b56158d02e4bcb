// SPDX-License-Identifier: BSD-2-Clause
#include "agent_line.h"

#include <string.h>

/* The word before a space; what follows it is left in @then */
static char *word(char *rest, char **then)
{
	char *space = strchr(rest, ' ');

	*then = space ? space + 1 : rest + strlen(rest);
	if (space)
		*space = '\0';
	return rest;
}

struct agent_line agent_line_read(char *line)
{
	char *end = line + strlen(line);
	struct agent_line read = {
		.core = end,
		.text = end - line > 3 ? line + 3 : end,
	};

	switch (line[1]) {
	case AGENT_UP:
	case AGENT_FAILED:
	case AGENT_TRACE:
		read.core = word(read.text, &read.text);
		read.verb = (enum agent_verb)line[1];
		break;
	case AGENT_LOG:
	case AGENT_OUTPUT:
	case AGENT_SCRIPT_END:
	case AGENT_END:
		read.verb = (enum agent_verb)line[1];
		break;
	default:
		break;
	}
	return read;
}
