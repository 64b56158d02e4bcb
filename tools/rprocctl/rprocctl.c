// SPDX-License-Identifier: BSD-2-Clause
/*
 * rprocctl: the remote processors of this machine. It knows nothing but the
 * kernel's own interfaces, so it serves every remote processor of every Linux.
 */
#define _GNU_SOURCE /* vasprintf() */
#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/escape.h"
#include "json.h"
#include "log.h"
#include "measurement.h"
#include "remoteproc.h"

enum exit_status {
	DONE = 0,
	REFUSED = 1,
	USAGE = 2,
};

struct invocation {
	struct rproc_places places;
	bool json;
	bool follow;
	const char *value; /* the argument behind CORE, or NULL */
};

struct command {
	const char *name;
	const char *arguments;
	const char *help;
	bool takes_core;
	bool takes_value;
	enum exit_status (*run)(const struct invocation *call,
				const struct rproc *rproc);
};

static enum exit_status refuse(const char *object, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static enum exit_status refuse(const char *object, const char *format, ...)
{
	char *reason = NULL;
	va_list args;

	va_start(args, format);
	if (vasprintf(&reason, format, args) < 0)
		reason = NULL;
	va_end(args);
	fputs("rprocctl: ", stderr);
	escape_text(stderr, ESCAPE_TERMINAL, object);
	fputs(": ", stderr);
	escape_text(stderr, ESCAPE_TERMINAL, reason ? reason : format);
	putc('\n', stderr);
	free(reason);
	return REFUSED;
}

/* What the kernel's answer to a start means, where strerror() misleads. */
static const char *start_reason(int error)
{
	switch (error) {
	case ENOENT:
		return "there is no such firmware file in /lib/firmware";
	case ENOEXEC:
		return "the file is no firmware for this remote processor";
	case EINVAL:
		return "the firmware does not fit this remote processor";
	case EBUSY:
		return "somebody else has charge of it";
	case EKEYREJECTED:
		return "the firmware's signature is not accepted";
	default:
		return strerror(error);
	}
}

/* Prints attribute attr, or sets it if the call has a value. */
static enum exit_status attribute(const struct invocation *call,
				  const struct rproc *rproc, const char *attr)
{
	char value[RPROC_ATTR_MAX];
	int ret;

	if (call->value) {
		ret = rproc_set(rproc, attr, call->value);
		return ret ? refuse(rproc->name, "can't set %s to %s: %s", attr,
				    call->value, strerror(-ret)) :
			     DONE;
	}

	ret = rproc_get(rproc, attr, value);
	if (ret)
		return refuse(rproc->name, "can't read its %s: %s", attr,
			      strerror(-ret));
	escape_text(stdout, ESCAPE_TERMINAL, value);
	putchar('\n');
	return DONE;
}

/* A word of a list, in a column of that width; what is longer moves the others */
static void print_column(const char *text, int width)
{
	char *shown = NULL;
	size_t size = 0;
	FILE *memory = open_memstream(&shown, &size);

	if (!memory)
		return;
	escape_text(memory, ESCAPE_TERMINAL, text);
	if (!fclose(memory))
		printf("%-*s ", width, shown);
	free(shown);
}

static void print_line(const struct rproc *rproc, const char *state,
		       const char *firmware)
{
	print_column(rproc->id, 14);
	print_column(rproc->name, 20);
	print_column(state, 10);
	escape_text(stdout, ESCAPE_TERMINAL, firmware);
	putchar('\n');
}

static void print_json(const struct rproc *rproc, const char *state,
		       const char *firmware, bool last)
{
	printf("  {\"id\": ");
	json_string(stdout, rproc->id);
	printf(", \"name\": ");
	json_string(stdout, rproc->name);
	printf(", \"state\": ");
	json_string(stdout, state);
	printf(", \"firmware\": ");
	json_string(stdout, firmware);
	printf("}%s\n", last ? "" : ",");
}

static enum exit_status run_list(const struct invocation *call,
				 const struct rproc *unused)
{
	struct rproc *rprocs;
	int count = rproc_list(&call->places, &rprocs);
	int i;

	(void)unused;
	if (count < 0 && errno != ENOENT)
		return refuse(call->places.sysfs, "%s", strerror(errno));
	if (count < 0)
		count = 0; /* a kernel without remoteproc has none */

	if (call->json)
		puts("[");
	for (i = 0; i < count; i++) {
		char state[RPROC_ATTR_MAX] = "unknown";
		char firmware[RPROC_ATTR_MAX] = "";

		rproc_get(&rprocs[i], "state", state);
		rproc_get(&rprocs[i], "firmware", firmware);
		if (call->json)
			print_json(&rprocs[i], state, firmware, i + 1 == count);
		else
			print_line(&rprocs[i], state, firmware);
	}
	if (call->json)
		puts("]");
	free(rprocs);
	return DONE;
}

static enum exit_status run_state(const struct invocation *call,
				  const struct rproc *rproc)
{
	return attribute(call, rproc, "state");
}

static enum exit_status run_start(const struct invocation *call,
				  const struct rproc *rproc)
{
	char state[RPROC_ATTR_MAX];
	int ret = 0;

	/* the kernel would count it, and want as many stops */
	if (!rproc_get(rproc, "state", state) &&
	    (!strcmp(state, "running") || !strcmp(state, "attached")))
		return refuse(rproc->name, "can't start: it is %s", state);

	if (call->value)
		ret = rproc_set(rproc, "firmware", call->value);
	if (ret)
		return refuse(rproc->name, "can't load %s: %s", call->value,
			      strerror(-ret));

	ret = rproc_set(rproc, "state", "start");
	if (ret)
		return refuse(rproc->name,
			      "can't start: %s (%s); the kernel's log has more",
			      start_reason(-ret), strerror(-ret));
	return DONE;
}

static enum exit_status change_state(const struct rproc *rproc,
				     const char *word)
{
	int ret = rproc_set(rproc, "state", word);

	if (ret)
		return refuse(rproc->name, "can't %s: %s", word,
			      ret == -EINVAL ? "not in its present state" :
					       strerror(-ret));
	return DONE;
}

static enum exit_status run_stop(const struct invocation *call,
				 const struct rproc *rproc)
{
	(void)call;
	return change_state(rproc, "stop");
}

/*
 * A core that has crashed can't be stopped, only recovered. That loads the new file
 * as well, but with the settings of the one before: a stop and a start follow.
 */
static enum exit_status run_restart(const struct invocation *call,
				    const struct rproc *rproc)
{
	char state[RPROC_ATTR_MAX];
	enum exit_status status = DONE;
	int ret = rproc_get(rproc, "state", state);

	if (ret)
		return refuse(rproc->name, "can't read its state: %s",
			      strerror(-ret));
	if (!strcmp(state, "crashed")) {
		ret = rproc_set(rproc, "recovery", "recover");
		if (ret)
			return refuse(rproc->name, "can't recover: %s",
				      strerror(-ret));
	}
	if (strcmp(state, "offline") != 0)
		status = change_state(rproc, "stop");
	return status == DONE ? run_start(call, rproc) : status;
}

static enum exit_status run_detach(const struct invocation *call,
				   const struct rproc *rproc)
{
	(void)call;
	return change_state(rproc, "detach");
}

static enum exit_status run_firmware(const struct invocation *call,
				     const struct rproc *rproc)
{
	return attribute(call, rproc, "firmware");
}

static enum exit_status run_recovery(const struct invocation *call,
				     const struct rproc *rproc)
{
	return attribute(call, rproc, "recovery");
}

static enum exit_status run_coredump(const struct invocation *call,
				     const struct rproc *rproc)
{
	return attribute(call, rproc, "coredump");
}

static enum exit_status run_log(const struct invocation *call,
				const struct rproc *rproc)
{
	int ret = log_print(rproc, call->follow);

	if (ret == -ENODATA)
		return refuse(rproc->name, "it has no trace buffer now");
	if (ret == -ENOENT || ret == -EACCES)
		return refuse(rproc->name,
			      "%s/remoteproc: %s; is debugfs mounted, and may you read it?",
			      call->places.debugfs, strerror(-ret));
	if (ret)
		return refuse(rproc->name, "%s", strerror(-ret));
	return DONE;
}

/* The kernel has one errno for two reasons. */
static const char *no_measurement(const struct rproc *rproc)
{
	char state[RPROC_ATTR_MAX] = "";

	rproc_get(rproc, "state", state);
	if (!strcmp(state, "offline"))
		return "no firmware is loaded";
	return "what it runs was not loaded by this instance of the TEE's application";
}

static enum exit_status run_measurement(const struct invocation *call,
					const struct rproc *rproc)
{
	static struct measurement measurement;
	int ret = measurement_read(rproc, &measurement);

	if (ret == -ENOENT)
		return refuse(rproc->name,
			      "its driver shows no measurement: no TEE is in charge of it");
	if (ret == -ENODATA)
		return refuse(rproc->name, "%s", no_measurement(rproc));
	if (ret == -EOPNOTSUPP)
		return refuse(rproc->name, "its TEE does not measure");
	if (ret)
		return refuse(rproc->name, "can't read its measurement: %s",
			      strerror(-ret));
	measurement_print(&measurement, call->json);
	return DONE;
}

static const struct command commands[] = {
	{ "list", "[--json]", "all of them: id, name, state, firmware", false,
	  false, run_list },
	{ "state", "CORE", "offline, running, crashed, attached, ...", true,
	  false, run_state },
	{ "start", "CORE [FIRMWARE]", "start it, with another firmware file",
	  true, true, run_start },
	{ "stop", "CORE", "stop it", true, false, run_stop },
	{ "restart", "CORE [FIRMWARE]",
	  "stop it if it is not offline, start it", true, true, run_restart },
	{ "detach", "CORE", "let it run, without Linux", true, false,
	  run_detach },
	{ "firmware", "CORE [FILE]", "show or set the firmware's file name",
	  true, true, run_firmware },
	{ "recovery", "CORE [enabled|disabled|recover]", "what follows a crash",
	  true, true, run_recovery },
	{ "coredump", "CORE [disabled|enabled|inline]",
	  "whether a crash leaves a core dump", true, true, run_coredump },
	{ "measurement", "[--json] CORE", "hashes of what the TEE has loaded",
	  true, false, run_measurement },
	{ "log", "[--follow] CORE", "what the firmware writes to its trace",
	  true, false, run_log },
};

#define COMMANDS (sizeof(commands) / sizeof(commands[0]))

static void print_help(FILE *out)
{
	size_t i;

	fputs("usage: rprocctl [OPTION]... COMMAND\n\n", out);
	for (i = 0; i < COMMANDS; i++) {
		char text[64];

		snprintf(text, sizeof(text), "%s %s", commands[i].name,
			 commands[i].arguments);
		fprintf(out, "  %-42s %s\n", text, commands[i].help);
	}
	fputs("\nCORE is a name, remoteprocN or N, as list shows them.\n\n"
	      "  --json         list, measurement: for programs\n"
	      "  --follow       log: go on with what is added\n"
	      "  --sysfs DIR    where sysfs is (/sys)\n"
	      "  --debugfs DIR  where debugfs is (/sys/kernel/debug)\n"
	      "  --help         this text\n\n"
	      "Exit status: 0 done, 1 refused, 2 wrong usage.\n",
	      out);
}

static enum exit_status wrong_usage(const char *object, const char *reason)
{
	fputs("rprocctl: ", stderr);
	escape_text(stderr, ESCAPE_TERMINAL, object);
	fprintf(stderr, ": %s; see rprocctl --help\n", reason);
	return USAGE;
}

static const struct command *find_command(const char *name)
{
	size_t i;

	for (i = 0; i < COMMANDS; i++) {
		if (!strcmp(commands[i].name, name))
			return &commands[i];
	}
	return NULL;
}

static enum exit_status run(struct invocation *call, int count, char **args)
{
	const struct command *command;
	struct rproc rproc;
	int ret;

	if (!count)
		return wrong_usage("command", "missing");
	command = find_command(args[0]);
	if (!command)
		return wrong_usage(args[0], "no such command");
	if (command->takes_core && count < 2)
		return wrong_usage(args[0], "which remote processor?");
	if (count > 1 + command->takes_core + command->takes_value)
		return wrong_usage(args[0], "too many arguments");
	if (call->json && command->run != run_list &&
	    command->run != run_measurement)
		return wrong_usage(args[0], "has no --json");
	if (call->follow && command->run != run_log)
		return wrong_usage(args[0], "has no --follow");

	if (!command->takes_core)
		return command->run(call, NULL);

	ret = rproc_find(&call->places, args[1], &rproc);
	if (ret)
		return refuse(args[1], "%s",
			      ret == -ENODEV ?
				      "no such remote processor" :
			      ret == -EEXIST ?
				      "several have that name; use the id" :
				      strerror(-ret));
	call->value = count > 2 ? args[2] : NULL;
	return command->run(call, &rproc);
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' },
		{ "follow", no_argument, NULL, 'f' },
		{ "sysfs", required_argument, NULL, 's' },
		{ "debugfs", required_argument, NULL, 'd' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	struct invocation call = {
		.places = { "/sys", "/sys/kernel/debug" },
	};
	enum exit_status status;
	int option;

	opterr = 0; /* it would show an option as it is */
	while ((option = getopt_long(argc, argv, "hf", options, NULL)) != -1) {
		switch (option) {
		case 'j':
			call.json = true;
			break;
		case 'f':
			call.follow = true;
			break;
		case 's':
			call.places.sysfs = optarg;
			break;
		case 'd':
			call.places.debugfs = optarg;
			break;
		case 'h':
			print_help(stdout);
			return DONE;
		default:
			return wrong_usage(argv[optind - 1],
					   optopt && strchr("sd", optopt) ?
						   "an argument is missing" :
						   "no such option");
		}
	}

	status = run(&call, argc - optind, argv + optind);
	if (fflush(stdout) && status == DONE)
		return refuse("output", "%s", strerror(errno));
	return status;
}
