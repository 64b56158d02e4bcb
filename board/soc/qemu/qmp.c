// SPDX-License-Identifier: BSD-2-Clause
#include "qmp.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "wire.h"

#define LINES_PER_ANSWER_MAX 64u /* events that may lie before an answer */

static bool is_event(json_t *message, const char *name)
{
	const char *event =
		json_string_value(json_object_get(message, "event"));
	json_t *data = json_object_get(message, "data");

	return event && name && !strcmp(event, name) &&
	       !json_is_true(json_object_get(data, "guest"));
}

/* The hello is answered with a "return" as well, so commands carry an id. */
static bool is_answer(json_t *message)
{
	return json_object_get(message, "id") != NULL;
}

void qmp_init(struct qmp *qmp, int fd)
{
	qmp->fd = fd;
	qmp->lines = (struct wire_lines){ .buffer = qmp->buffer,
					  .size = sizeof(qmp->buffer) };
}

static int execute(struct qmp *qmp, json_t *request, const char *event,
		   json_t **result)
{
	bool answered = false;
	char *text;
	int ret;

	*result = NULL;
	text = json_dumps(request, JSON_COMPACT);
	ret = text ? 0 : -ENOMEM;
	if (!ret)
		ret = wire_write(qmp->fd, text, strlen(text));
	if (!ret)
		ret = wire_write(qmp->fd, "\n", 1);
	for (unsigned int i = 0; !ret && (!answered || event); i++) {
		json_t *message;
		char *line;

		ret = wire_read_line(qmp->fd, &qmp->lines, &line);
		if (ret)
			break;
		message = json_loads(line, 0, NULL);
		if (!message || i == LINES_PER_ANSWER_MAX)
			ret = -EPROTO;
		if (is_event(message, event))
			event = NULL;
		if (is_answer(message)) {
			answered = true;
			*result =
				json_incref(json_object_get(message, "return"));
			if (!*result)
				ret = -EPROTO;
		}
		json_decref(message);
	}
	if (ret) {
		json_decref(*result);
		*result = NULL;
	}
	free(text);
	return ret;
}

int qmp_execute(struct qmp *qmp, const char *command, const char *event)
{
	json_t *request = json_pack("{s:s, s:i}", "execute", command, "id", 1);
	json_t *result;
	int ret;

	if (!request)
		return -ENOMEM;
	ret = execute(qmp, request, event, &result);
	json_decref(result);
	json_decref(request);
	return ret;
}

char *qmp_human(struct qmp *qmp, const char *command)
{
	json_t *request = json_pack("{s:s, s:{s:s}, s:i}", "execute",
				    "human-monitor-command", "arguments",
				    "command-line", command, "id", 1);
	char *output = NULL;
	json_t *result;

	if (!request)
		return NULL;
	if (!execute(qmp, request, NULL, &result) && json_is_string(result))
		output = strdup(json_string_value(result));
	json_decref(result);
	json_decref(request);
	return output;
}

static void take_line(struct qmp_events *events, const char *line)
{
	json_t *message = json_loads(line, 0, NULL);
	json_t *data = json_object_get(message, "data");
	const char *reason = json_string_value(json_object_get(data, "reason"));
	const char *name = json_string_value(json_object_get(message, "event"));

	if (name)
		events->event(events, name,
			      json_is_true(json_object_get(data, "guest")),
			      reason ? reason : "");
	json_decref(message);
}

void qmp_events_bytes(struct qmp_events *events, const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (bytes[i] == '\n') {
			events->line[events->length] = '\0';
			events->length = 0;
			take_line(events, events->line);
		} else if (events->length < sizeof(events->line) - 1) {
			events->line[events->length++] = bytes[i];
		}
	}
}
