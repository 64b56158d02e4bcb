// SPDX-License-Identifier: BSD-2-Clause
/* A request of the control port, checked, split into verb and arguments. */
#include "board/soc/control/control_port.c"
#include "prove.h"

static char words[TEXT + 1];

/* Any word behind the one before it, or none; it ends with a zero. */
char *strtok_r(char *text, const char *delimiters, char **save)
{
	size_t from = (size_t)((text ? text : *save) - words);
	size_t start = nondet_size(), end = nondet_size();

	HOLDS(delimiters[0] == ' ' && !delimiters[1]);
	HOLDS(!text || text == words);
	if (nondet_bool()) {
		*save = words + TEXT;
		return NULL;
	}
	ASSUME(start >= from && start < end && end <= TEXT);
	ASSUME(words[start] && words[start] != ' ');
	words[end] = '\0';
	*save = words + end + (end < TEXT);
	return words + start;
}

void harness(void)
{
	struct control_request request = { 0 };
	unsigned int n;

	__CPROVER_havoc_object(words);
	words[TEXT] = '\0';
	split_words(words, &request);
	HOLDS(request.argc <= CONTROL_ARGS_MAX);
	HOLDS(!request.more || request.argc == CONTROL_ARGS_MAX);
	if (request.more)
		REACHED("more arguments than any verb has");
	HOLDS(request.verb);
	for (n = 0; n < request.argc; n++) {
		HOLDS(__CPROVER_same_object(request.argv[n], words));
		HOLDS(request.argv[n] >= words &&
		      request.argv[n] < words + TEXT);
		HOLDS(*request.argv[n] && *request.argv[n] != ' ');
		if (n)
			HOLDS(request.argv[n] > request.argv[n - 1]);
	}
}
