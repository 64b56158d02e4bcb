// SPDX-License-Identifier: BSD-2-Clause
/* teeproc-image: make, check and look at signed remote-processor firmware. */
#include "tool.h"

#include <errno.h>
#include <openssl/crypto.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include <teeproc/version.h>

static const struct command *const commands[] = {
	&keygen_command, &pubkey_command,  &sign_command, &check_command,
	&verify_command, &inspect_command, &otp_command,
};

#define NUM_COMMANDS (sizeof(commands) / sizeof(commands[0]))

static void print_help(void)
{
	size_t i;

	printf("Usage: " TOOL " COMMAND [OPTION]...\n"
	       "Make, check and look at signed remote-processor firmware.\n\n");
	for (i = 0; i < NUM_COMMANDS; i++)
		printf("  %-8s %s\n", commands[i]->name, commands[i]->summary);
	printf("\n" TOOL " COMMAND --help tells about a command, " TOOL
	       " --version which this is.\n"
	       "Exit status: 0 done, 1 refused or failed, 2 wrong usage.\n");
}

static int run(int argc, char **argv)
{
	size_t i;

	if (argc < 2)
		return usage(NULL, "none is given");
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "help")) {
		print_help();
		return EXIT_DONE;
	}
	if (!strcmp(argv[1], "--version")) {
		puts(TOOL " " TEEPROC_VERSION);
		return EXIT_DONE;
	}
	for (i = 0; i < NUM_COMMANDS; i++)
		if (!strcmp(argv[1], commands[i]->name))
			return commands[i]->run(commands[i], argc - 1,
						argv + 1);
	return usage(NULL, "%s: no such command", argv[1]);
}

int main(int argc, char **argv)
{
	int status;

	/* the process ends soon: nothing is gained by cleaning up behind it */
	OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, NULL);
	/* a limit of the file size is to be an error, not the end */
	signal(SIGXFSZ, SIG_IGN);
	status = run(argc, argv);
	if (fflush(stdout) || ferror(stdout))
		return refuse("standard output", "%s", strerror(errno));
	return status;
}
