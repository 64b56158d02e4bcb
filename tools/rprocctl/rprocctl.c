// SPDX-License-Identifier: BSD-2-Clause
/*
 * rprocctl: the remote processors of this machine. It knows nothing but the
 * kernel's own interfaces, so it serves every remote processor of every Linux.
 */
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <teeproc/version.h>

#include "../common/escape.h"
#include "command.h"

/* Options that not every command has; as bits */
enum command_option {
	FOLLOW = 1 << 0,
	OUT = 1 << 1,
	TIMEOUT = 1 << 2,
	CHANNEL = 1 << 3,
	COUNT = 1 << 4,
	INTERVAL = 1 << 5,
	SIZE = 1 << 6,
};

enum value {
	NO_VALUE,
	MAY_HAVE_VALUE,
	NEEDS_VALUE,
};

/**
 * struct command
 * @name, @arguments, @help: for people
 * @takes_core: its first argument is a remote processor
 * @value: whether there is one behind it
 * @options: that it has
 */
struct command {
	const char *name;
	const char *arguments;
	const char *help;
	bool takes_core;
	enum value value;
	unsigned int options;
	enum exit_status (*run)(const struct invocation *call,
				const struct rproc *rproc);
};

static const struct command commands[] = {
	{ "list", "", "all of them: id, name, state, firmware", false, NO_VALUE,
	  0, run_list },
	{ "watch", "", "all of them with their traces, live", false, NO_VALUE,
	  0, run_watch },
	{ "state", "CORE", "offline, running, crashed, attached, ...", true,
	  NO_VALUE, 0, run_state },
	{ "start", "CORE [FIRMWARE]", "start it, with another firmware file",
	  true, MAY_HAVE_VALUE, 0, run_start },
	{ "stop", "CORE", "stop it", true, NO_VALUE, 0, run_stop },
	{ "restart", "CORE [FIRMWARE]",
	  "stop it if it is not offline, start it", true, MAY_HAVE_VALUE, 0,
	  run_restart },
	{ "attach", "CORE", "take charge of what runs already", true, NO_VALUE,
	  0, run_attach },
	{ "detach", "CORE", "let it run, without Linux", true, NO_VALUE, 0,
	  run_detach },
	{ "wait", "CORE STATE", "until it is in that state", true, NEEDS_VALUE,
	  TIMEOUT, run_wait },
	{ "firmware", "CORE [FILE]", "show or set the firmware's file name",
	  true, MAY_HAVE_VALUE, 0, run_firmware },
	{ "recovery", "CORE [on|off|recover]", "what follows a crash", true,
	  MAY_HAVE_VALUE, 0, run_recovery },
	{ "coredump", "CORE [disabled|enabled|inline]",
	  "whether a crash leaves a core dump", true, MAY_HAVE_VALUE, 0,
	  run_coredump },
	{ "dump", "CORE", "save the core dump of a crash, and clear it", true,
	  NO_VALUE, OUT, run_dump },
	{ "log", "CORE", "what the firmware writes to its trace", true,
	  NO_VALUE, FOLLOW, run_log },
	{ "table", "CORE", "the resource table as it is now", true, NO_VALUE, 0,
	  run_table },
	{ "channels", "CORE",
	  "its rpmsg channels: name, address, driver, device", true, NO_VALUE,
	  0, run_channels },
	{ "ping", "CORE", "round trips of a message to a channel that echoes",
	  true, NO_VALUE, TIMEOUT | CHANNEL | COUNT | INTERVAL | SIZE,
	  run_ping },
	{ "measurement", "CORE", "hashes of what the TEE has loaded", true,
	  NO_VALUE, 0, run_measurement },
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
		fprintf(out, "  %-40s %s\n", text, commands[i].help);
	}
	fputs("\nCORE is a name, remoteprocN or N, as list shows them.\n\n"
	      "      --json           for programs\n"
	      "  -f, --follow         log: go on with what is added\n"
	      "  -o, --out FILE       dump: write there (NAME.core); - is stdout\n"
	      "      --timeout SEC    wait: then give up; ping: for each answer (1)\n"
	      "      --channel NAME   ping: which channel (rpmsg-raw, or the first)\n"
	      "  -c, --count N        ping: so many messages, not until Ctrl-C\n"
	      "  -i, --interval SEC   ping: between two of them (1)\n"
	      "      --size BYTES     ping: of each, 8 to 496 (32)\n"
	      "      --sysfs DIR      where sysfs is (/sys)\n"
	      "      --debugfs DIR    where debugfs is (/sys/kernel/debug)\n"
	      "      --dev DIR        where devices are (/dev)\n"
	      "      --help           this text\n"
	      "      --version        which this is\n\n"
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

static const struct option options[] = {
	{ "json", no_argument, NULL, 'j' },
	{ "follow", no_argument, NULL, 'f' },
	{ "out", required_argument, NULL, 'o' },
	{ "timeout", required_argument, NULL, 't' },
	{ "channel", required_argument, NULL, 'C' },
	{ "count", required_argument, NULL, 'c' },
	{ "interval", required_argument, NULL, 'i' },
	{ "size", required_argument, NULL, 'z' },
	{ "sysfs", required_argument, NULL, 's' },
	{ "debugfs", required_argument, NULL, 'd' },
	{ "dev", required_argument, NULL, 'D' },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' },
	{ NULL, 0, NULL, 0 },
};

static const struct {
	unsigned int bit;
	const char *name;
	int letter;
} command_options[] = {
	{ FOLLOW, "--follow", 'f' },   { OUT, "--out", 'o' },
	{ TIMEOUT, "--timeout", 't' }, { CHANNEL, "--channel", 'C' },
	{ COUNT, "--count", 'c' },     { INTERVAL, "--interval", 'i' },
	{ SIZE, "--size", 'z' },
};

#define COMMAND_OPTIONS (sizeof(command_options) / sizeof(command_options[0]))

static unsigned int option_bit(int letter)
{
	size_t i;

	for (i = 0; i < COMMAND_OPTIONS; i++) {
		if (command_options[i].letter == letter)
			return command_options[i].bit;
	}
	return 0;
}

/* The name of one that is given and that the command has not, or NULL */
static const char *foreign_option(const struct command *command,
				  unsigned int given)
{
	size_t i;

	for (i = 0; i < COMMAND_OPTIONS; i++) {
		if (command_options[i].bit & given & ~command->options)
			return command_options[i].name;
	}
	return NULL;
}

static enum exit_status check_arguments(const struct command *command,
					unsigned int given, int count)
{
	const char *foreign = foreign_option(command, given);
	char reason[64];

	if (command->takes_core && !count)
		return wrong_usage(command->name, "which remote processor?");
	if (command->value == NEEDS_VALUE && count < 2)
		return wrong_usage(command->name, "for which state?");
	if (count > command->takes_core + (command->value != NO_VALUE))
		return wrong_usage(command->name, "too many arguments");
	if (!foreign)
		return DONE;
	snprintf(reason, sizeof(reason), "has no %s", foreign);
	return wrong_usage(command->name, reason);
}

static enum exit_status run(struct invocation *call, unsigned int given,
			    int count, char **args)
{
	const struct command *command;
	enum exit_status status;
	struct rproc rproc;
	int ret;

	if (!count)
		return wrong_usage("command", "missing");
	command = find_command(args[0]);
	if (!command)
		return wrong_usage(args[0], "no such command");
	status = check_arguments(command, given, count - 1);
	if (status != DONE)
		return status;
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

static bool take_number(const char *text, unsigned int *number)
{
	char *end;
	unsigned long value;

	errno = 0;
	value = strtoul(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || errno || value > INT_MAX)
		return false;
	*number = value;
	return true;
}

/* Seconds, also parts of them, as milliseconds */
static bool take_seconds(const char *text, unsigned int *ms)
{
	char *end;
	double seconds = strtod(text, &end);

	if (*text < '0' || *text > '9' || *end || !(seconds < INT_MAX / 1000.0))
		return false;
	*ms = seconds * 1000;
	return true;
}

/* False if its argument is none. */
static bool take_option(struct invocation *call, int option)
{
	unsigned int number = 0;
	bool good = true;

	switch (option) {
	case 'j':
		call->json = true;
		break;
	case 'f':
		call->follow = true;
		break;
	case 'o':
		call->out = optarg;
		break;
	case 't':
		good = take_seconds(optarg, &number);
		call->timeout_ms = number;
		break;
	case 'C':
		call->channel = optarg;
		break;
	case 'c':
		good = take_number(optarg, &call->count) && call->count;
		break;
	case 'i':
		good = take_seconds(optarg, &call->interval_ms);
		break;
	case 'z':
		good = take_number(optarg, &call->size);
		break;
	case 's':
		call->places.sysfs = optarg;
		break;
	case 'd':
		call->places.debugfs = optarg;
		break;
	case 'D':
		call->places.dev = optarg;
		break;
	}
	return good;
}

int main(int argc, char **argv)
{
	struct invocation call = {
		.places = { "/sys", "/sys/kernel/debug", "/dev" },
		.timeout_ms = -1,
		.interval_ms = 1000,
		.size = 32,
	};
	unsigned int given = 0;
	enum exit_status status;
	int option;

	opterr = 0; /* it would show an option as it is */
	while ((option = getopt_long(argc, argv, "hfo:c:i:", options, NULL)) !=
	       -1) {
		if (option == 'h') {
			print_help(stdout);
			return DONE;
		}
		if (option == 'V') {
			puts("rprocctl " TEEPROC_VERSION);
			return DONE;
		}
		if (option == '?')
			return wrong_usage(argv[optind - 1],
					   optopt && strchr("otCcizsdD",
							    optopt) ?
						   "an argument is missing" :
						   "no such option");
		if (!take_option(&call, option))
			return wrong_usage(optarg, "no such number");
		given |= option_bit(option);
	}

	status = run(&call, given, argc - optind, argv + optind);
	if (fflush(stdout) && status == DONE)
		return refuse("output", "%s", strerror(errno));
	return status;
}
