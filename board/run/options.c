// SPDX-License-Identifier: BSD-2-Clause
#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../soc/host/say.h"
#include "kind.h"

#define GDB_PORT_MAX 65000u
#define TIMEOUT_MAX_S 1000000u
#define TIMEOUT_S 120u /* of a run that has to come to an end by itself */

enum {
	OPT_MODE = 256,
	OPT_CORE,
	OPT_CORES,
	OPT_KIND,
	OPT_KERNEL,
	OPT_KEY_BLOB,
	OPT_OTP,
	OPT_SCRIPT,
	OPT_EXPECT,
	OPT_TIMEOUT,
	OPT_SHARE,
	OPT_GDB,
	OPT_HALT,
	OPT_TAMPER,
	OPT_RECOVER,
	OPT_JSON,
	OPT_JUNIT,
	OPT_EVENTS,
	OPT_CORE_FILES,
	OPT_LOG_DIR,
	OPT_VERBOSE,
	OPT_HELP,
};

static const struct option long_options[] = {
	{ "mode", required_argument, NULL, OPT_MODE },
	{ "core", required_argument, NULL, OPT_CORE },
	{ "cores", required_argument, NULL, OPT_CORES },
	{ "kind", required_argument, NULL, OPT_KIND },
	{ "kernel", required_argument, NULL, OPT_KERNEL },
	{ "key-blob", required_argument, NULL, OPT_KEY_BLOB },
	{ "otp", required_argument, NULL, OPT_OTP },
	{ "script", required_argument, NULL, OPT_SCRIPT },
	{ "expect", required_argument, NULL, OPT_EXPECT },
	{ "timeout", required_argument, NULL, OPT_TIMEOUT },
	{ "share", required_argument, NULL, OPT_SHARE },
	{ "gdb", optional_argument, NULL, OPT_GDB },
	{ "halt", no_argument, NULL, OPT_HALT },
	{ "tamper", no_argument, NULL, OPT_TAMPER },
	{ "recover", no_argument, NULL, OPT_RECOVER },
	{ "json", no_argument, NULL, OPT_JSON },
	{ "junit", required_argument, NULL, OPT_JUNIT },
	{ "events", required_argument, NULL, OPT_EVENTS },
	{ "core-files", required_argument, NULL, OPT_CORE_FILES },
	{ "log-dir", required_argument, NULL, OPT_LOG_DIR },
	{ "verbose", no_argument, NULL, OPT_VERBOSE },
	{ "help", no_argument, NULL, OPT_HELP },
	{ NULL, 0, NULL, 0 },
};

static void print_help(void)
{
	fputs("Usage: teeproc-board run [OPTION]... FIRMWARE\n"
	      "       teeproc-board run [OPTION]... --cores FIRMWARE,FIRMWARE\n"
	      "Boot the virtual board, start your firmware on a remote core and show what it\n"
	      "writes to its trace buffer and its UART. Ctrl-A x or Ctrl-C ends the board.\n"
	      "\n"
	      "FIRMWARE is an ELF file, which is signed with a development key that is made\n"
	      "when it is first needed, or a signed image, which needs --key-blob or --otp.\n"
	      "\n"
	      "  --mode secure|direct who loads the cores: the TEE (default), or Linux\n"
	      "  --core 0|1           the core that runs it (default 0)\n"
	      "  --cores F,F          one for core 0, one for core 1\n"
	      "  --kind m4|m33|rv64   what the board's cores are (default: what the firmware\n"
	      "                       is made for, as its machine and its addresses tell)\n"
	      "  --kernel 6.1|6.12    Linux of the board (default: the one that there is)\n"
	      "  --key-blob F         public key of a signed image, from teeproc-image pubkey\n"
	      "  --otp F              one-time-programmable memory that has this key\n"
	      "\n"
	      "  --script F           run this program as root in the board once the firmware\n"
	      "                       runs; its output is on stdout, the firmware's on stderr,\n"
	      "                       and its exit status is that of the command\n"
	      "  --expect REGEX       end with 0 as soon as trace or UART show this (extended)\n"
	      "  --share DIR          have this folder as /share in the board. A firmware that is\n"
	      "                       built anew is signed and ready there: rprocctl restart in\n"
	      "                       a script, Ctrl-A r on a terminal; its end is not the run's\n"
	      "  --gdb [PORT]         debug core N with gdb-multiarch: target remote :PORT + N\n"
	      "                       (default 3333; 0: any that is free). Breakpoints stay\n"
	      "                       when Linux recovers the core, as with --recover\n"
	      "  --halt               with --gdb: stand before the first instruction until gdb\n"
	      "                       goes on\n"
	      "  --tamper             change one bit of the signed image: it has to be refused\n"
	      "  --recover            have Linux recover a core that has crashed; without it\n"
	      "                       a crash ends the run, but for one with --script\n"
	      "  --timeout SECONDS    end the board, status 1, after that time (default: 120\n"
	      "                       with --script, --expect or --tamper, else none)\n"
	      "\n"
	      "  --json               all that happens on stdout, each a JSON object in a line\n"
	      "  --junit F            the result as a JUnit file; a script that prints TAP has a\n"
	      "                       test case for each of its tests\n"
	      "  --events F           the run as a trace-event file, which Perfetto opens: boot,\n"
	      "                       states, crashes, kicks, requests of the secure world\n"
	      "  --core-files DIR     what a crash leaves, as DIR/coreN.core: gdb-multiarch\n"
	      "                       FIRMWARE DIR/coreN.core\n"
	      "  --log-dir DIR        keep console.log, secure.log, coreN.log, ... there\n"
	      "  --verbose            show the boot as well\n"
	      "  --help               this text\n"
	      "\n"
	      "Exit status: 0 the firmware has ended by itself (0xc1 in its mailbox), what was\n"
	      "expected was seen, what was tampered with was refused, or you have left;\n"
	      "1 it crashed, was refused, or the time was up; 2 wrong usage; with --script the\n"
	      "script's own.\n",
	      stdout);
}

static void print_shell_help(void)
{
	fputs("Usage: teeproc-board shell [OPTION]... [FIRMWARE]\n"
	      "       teeproc-board shell [OPTION]... --cores FIRMWARE,FIRMWARE\n"
	      "Boot the virtual board to a shell of its Linux on this terminal; poweroff or\n"
	      "Ctrl-A x ends it. FIRMWARE, as of teeproc-board run, is signed and in the board's\n"
	      "/lib/firmware, and not started: rprocctl start m4-0 m4-0/my.elf\n"
	      "\n"
	      "  --mode secure|direct who loads the cores: the TEE (default), or Linux\n"
	      "  --core 0|1           the core that FIRMWARE is for (default 0)\n"
	      "  --cores F,F          one for core 0, one for core 1\n"
	      "  --kind m4|m33|rv64   what the board's cores are (default: what the firmware\n"
	      "                       is made for, as its machine and its addresses tell)\n"
	      "  --kernel 6.1|6.12    Linux of the board (default: the one that there is)\n"
	      "  --key-blob F         public key of a signed image, from teeproc-image pubkey\n"
	      "  --otp F              one-time-programmable memory (default: one that has the\n"
	      "                       development key)\n"
	      "  --share DIR          have this folder as /share in the board\n"
	      "  --gdb [PORT]         debug core N with gdb-multiarch: target remote :PORT + N\n"
	      "  --halt               with --gdb: stand before the first instruction\n"
	      "  --core-files DIR     what a crash leaves, as DIR/coreN.core, for gdb\n"
	      "  --log-dir DIR        keep console.log, secure.log, coreN.log, ... there\n"
	      "  --help               this text\n"
	      "\n"
	      "Exit status: 0 the board was switched off, 1 it failed, 2 wrong usage.\n",
	      stdout);
}

/* Of a run only: a shell has no end to wait for, and shows what its user asks for. */
static bool is_of_run(int option)
{
	static const int options[] = {
		OPT_SCRIPT,  OPT_EXPECT, OPT_TIMEOUT, OPT_TAMPER, OPT_RECOVER,
		OPT_VERBOSE, OPT_JSON,	 OPT_JUNIT,   OPT_EVENTS,
	};

	for (size_t i = 0; i < sizeof(options) / sizeof(*options); i++)
		if (option == options[i])
			return true;
	return false;
}

static bool parse_number(const char *name, const char *value, unsigned int min,
			 unsigned int max, unsigned int *number)
{
	unsigned long parsed;
	char *end;

	errno = 0;
	parsed = strtoul(value, &end, 10);
	if (errno || end == value || *end || *value == '-' || parsed < min ||
	    parsed > max) {
		say("--%s: %s: not a number from %u to %u", name, value, min,
		    max);
		return false;
	}
	*number = parsed;
	return true;
}

static bool parse_mode(struct run_options *options, const char *value)
{
	options->mode = value;
	if (!strcmp(value, "direct") || !strcmp(value, "secure"))
		return true;
	say("--mode: %s: neither secure nor direct", value);
	return false;
}

static bool parse_kind(struct run_options *options, const char *value)
{
	options->kind = value;
	if (kind_is_known(value))
		return true;
	say("--kind: %s: none of m4, m33 and rv64", value);
	return false;
}

static bool parse_expect(struct run_options *options, const char *value)
{
	char why[128];
	int ret = regcomp(&options->expect, value, REG_EXTENDED | REG_NOSUB);

	options->expect_text = value;
	if (!ret)
		return true;
	regerror(ret, &options->expect, why, sizeof(why));
	say("--expect: %s: %s", value, why);
	return false;
}

static bool parse_cores(struct run_options *options, char *value)
{
	char *save = NULL;
	unsigned int n = 0;

	for (char *path = strtok_r(value, ",", &save); path;
	     path = strtok_r(NULL, ",", &save)) {
		if (n == RUN_CORES_MAX) {
			say("--cores: the board has %u cores", RUN_CORES_MAX);
			return false;
		}
		options->firmware[n++] = path;
	}
	return true;
}

/* A number behind it is its port, and no firmware. */
static char *next_number(char **argv)
{
	const char *next = argv[optind];

	if (!next || !*next || next[strspn(next, "0123456789")])
		return NULL;
	return argv[optind++];
}

static bool parse_gdb(struct run_options *options, const char *value)
{
	unsigned int number;

	options->gdb = true;
	options->gdb_port = value ? value : "3333";
	return parse_number("gdb", options->gdb_port, 0, GDB_PORT_MAX, &number);
}

static bool store(struct run_options *options, int option, char *value,
		  unsigned int *core)
{
	switch (option) {
	case OPT_MODE:
		return parse_mode(options, value);
	case OPT_CORE:
		return parse_number("core", value, 0, RUN_CORES_MAX - 1, core);
	case OPT_CORES:
		return parse_cores(options, value);
	case OPT_KIND:
		return parse_kind(options, value);
	case OPT_KERNEL:
		options->kernel = value;
		return true;
	case OPT_KEY_BLOB:
		options->key_blob = value;
		return true;
	case OPT_OTP:
		options->otp = value;
		return true;
	case OPT_SCRIPT:
		options->script = value;
		return true;
	case OPT_EXPECT:
		return parse_expect(options, value);
	case OPT_TIMEOUT:
		return parse_number("timeout", value, 1, TIMEOUT_MAX_S,
				    &options->timeout_s);
	case OPT_SHARE:
		options->share = value;
		return true;
	case OPT_GDB:
		return parse_gdb(options, value);
	case OPT_HALT:
		options->halt = true;
		return true;
	case OPT_TAMPER:
		options->tamper = true;
		return true;
	case OPT_RECOVER:
		options->recover = true;
		return true;
	case OPT_JSON:
		options->json = true;
		return true;
	case OPT_JUNIT:
		options->junit = value;
		return true;
	case OPT_EVENTS:
		options->events = value;
		return true;
	case OPT_CORE_FILES:
		options->core_files = value;
		return true;
	case OPT_LOG_DIR:
		options->log_dir = value;
		return true;
	case OPT_VERBOSE:
		options->verbose = true;
		return true;
	default:
		return false;
	}
}

static const char *command = "run";

static bool wrong(const char *object, const char *why)
{
	say("%s: %s; see teeproc-board %s --help", object, why, command);
	return false;
}

static bool complete(struct run_options *options)
{
	bool direct = !strcmp(options->mode, "direct");

	if (!options->shell && !options->firmware[0] && !options->firmware[1])
		return wrong("run",
			     "no firmware is named: teeproc-board run my.elf");
	if (direct && options->tamper)
		return wrong("--tamper",
			     "in direct mode nobody would notice it");
	if (direct && (options->key_blob || options->otp))
		return wrong(options->otp ? "--otp" : "--key-blob",
			     "direct mode looks at no key");
	if (options->otp && options->key_blob)
		return wrong("--otp", "not together with --key-blob");
	if (options->tamper && (options->script || options->expect_text))
		return wrong("--tamper",
			     "nothing runs then that --script or --expect could see");
	if (!options->timeout_s &&
	    (options->script || options->expect_text || options->tamper))
		options->timeout_s = TIMEOUT_S;
	if (options->halt && !options->gdb)
		return wrong("--halt", "only with --gdb");
	if (options->script || options->gdb)
		options->recover = true;
	return true;
}

enum run_verdict run_options_parse(struct run_options *options, int argc,
				   char **argv)
{
	unsigned int core = 0;
	int option;
	int i;

	*options = (struct run_options){
		.mode = "secure",
		.shell = !strcmp(argv[0], "shell"),
	};
	command = options->shell ? "shell" : "run";
	opterr = 0;
	while ((option = getopt_long(argc, argv, ":", long_options, &i)) !=
	       -1) {
		if (option == OPT_HELP) {
			if (options->shell)
				print_shell_help();
			else
				print_help();
			return RUN_HELP;
		}
		if (option == ':' || option == '?') {
			wrong(argv[optind - 1], option == ':' ?
							"needs a value" :
							"no such option");
			return RUN_USAGE;
		}
		if (options->shell && is_of_run(option)) {
			say("--%s: not for a shell; see teeproc-board shell --help",
			    long_options[i].name);
			return RUN_USAGE;
		}
		if (option == OPT_GDB && !optarg)
			optarg = next_number(argv);
		if (!store(options, option, optarg, &core))
			return RUN_USAGE;
	}
	if (optind < argc && (options->firmware[0] || optind + 1 < argc)) {
		wrong(argv[argc - 1],
		      "one firmware; --cores names one for each core");
		return RUN_USAGE;
	}
	if (optind < argc)
		options->firmware[core] = argv[optind];
	return complete(options) ? RUN_GO : RUN_USAGE;
}
