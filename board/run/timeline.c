// SPDX-License-Identifier: BSD-2-Clause
#include "timeline.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "../soc/host/say.h"
#include "options.h"

/* The rows of the display, as threads of one process */
enum {
	ROW_BOOT = 1,
	ROW_REQUESTS,
	ROW_CORES,
	N_ROWS = ROW_CORES + RUN_CORES_MAX,
};

/* What goes on in a row that is always in some state */
struct span {
	char name[32];
	json_int_t since_us; /* 0: nothing yet */
};

static FILE *file;
static const char *file_path;
static bool first;
static json_int_t last_us;
static struct span spans[N_ROWS];

static void put(json_t *entry)
{
	if (!entry)
		return;
	fputs(first ? "\n" : ",\n", file);
	first = false;
	json_dumpf(entry, file, JSON_COMPACT | JSON_PRESERVE_ORDER);
	json_decref(entry);
}

static void name_row(int row, const char *name)
{
	put(json_pack("{s:s, s:s, s:i, s:i, s:{s:s}}", "name", "thread_name",
		      "ph", "M", "pid", 1, "tid", row, "args", "name", name));
}

bool timeline_open(const char *path)
{
	file = fopen(path, "we");
	if (!file) {
		say("--events: %s: %s", path, strerror(errno));
		return false;
	}
	file_path = path;
	first = true;
	fputs("{\"displayTimeUnit\": \"ms\", \"traceEvents\": [", file);
	name_row(ROW_BOOT, "boot");
	name_row(ROW_REQUESTS, "secure world");
	for (unsigned int i = 0; i < RUN_CORES_MAX; i++) {
		char name[16];

		snprintf(name, sizeof(name), "core %u", i);
		name_row((int)(ROW_CORES + i), name);
	}
	return true;
}

static void put_span(int row, const char *name, json_int_t since_us,
		     json_int_t until_us, json_t *args)
{
	put(json_pack("{s:s, s:s, s:i, s:i, s:I, s:I, s:o}", "name", name, "ph",
		      "X", "pid", 1, "tid", row, "ts", since_us, "dur",
		      until_us - since_us, "args", args));
}

static void put_instant(int row, const char *name, json_int_t us, json_t *args)
{
	put(json_pack("{s:s, s:s, s:s, s:i, s:i, s:I, s:o}", "name", name, "ph",
		      "i", "s", "t", "pid", 1, "tid", row, "ts", us, "args",
		      args));
}

/* The row is in another state: what it was in is over. */
static void change(int row, const char *name, json_int_t us)
{
	struct span *span = &spans[row];

	if (span->since_us)
		put_span(row, span->name, span->since_us, us, json_object());
	snprintf(span->name, sizeof(span->name), "%s", name);
	span->since_us = us;
}

static const char *string_of(const json_t *event, const char *key)
{
	const char *string = json_string_value(json_object_get(event, key));

	return string ? string : "";
}

static json_int_t number_of(const json_t *event, const char *key)
{
	return json_integer_value(json_object_get(event, key));
}

void timeline_event(const json_t *event)
{
	json_int_t us = number_of(event, "us");
	const char *what = string_of(event, "event");
	int row = (int)(ROW_CORES + number_of(event, "core"));

	if (!file || row < ROW_CORES || row >= N_ROWS)
		return;
	last_us = us;
	if (!strcmp(what, "stage"))
		change(ROW_BOOT, string_of(event, "name"), us);
	else if (!strcmp(what, "state"))
		change(row, string_of(event, "state"), us);
	else if (!strcmp(what, "crash"))
		put_instant(row, "crash", us,
			    json_pack("{s:s}", "cause",
				      string_of(event, "cause")));
	else if (!strcmp(what, "kick"))
		put_instant(row,
			    strcmp(string_of(event, "to"), "linux") ?
				    "kick from Linux" :
				    "kick to Linux",
			    us,
			    json_pack("{s:I}", "vring",
				      number_of(event, "vring")));
	else if (!strcmp(what, "request"))
		put_span(ROW_REQUESTS, string_of(event, "verb"),
			 number_of(event, "since_us"), us,
			 json_pack("{s:s, s:O?}", "answer",
				   string_of(event, "answer"), "core",
				   json_object_get(event, "core")));
}

bool timeline_close(void)
{
	bool bad;

	if (!file)
		return true;
	for (int row = ROW_BOOT; row < N_ROWS; row++)
		if (spans[row].since_us)
			change(row, "", last_us);
	fputs("\n]}\n", file);
	bad = ferror(file);
	bad |= fclose(file) != 0;
	file = NULL;
	if (bad)
		say("--events: %s: %s", file_path, strerror(errno));
	return !bad;
}
