/* SPDX-License-Identifier: BSD-2-Clause */
/* What all commands of teeproc-image share: messages and exit status. */
#ifndef TEEPROC_TOOL_H
#define TEEPROC_TOOL_H

#include <getopt.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TOOL "teeproc-image"

enum exit_status {
	EXIT_DONE = 0,
	EXIT_REFUSED = 1,
	EXIT_USAGE = 2,
};

/**
 * struct command - one command of the tool
 * @run: gets argv from the command's own name on
 */
struct command {
	const char *name;
	const char *summary;
	const char *help;
	int (*run)(const struct command *command, int argc, char **argv);
};

extern const struct command keygen_command;
extern const struct command pubkey_command;
extern const struct command sign_command;
extern const struct command check_command;
extern const struct command verify_command;
extern const struct command inspect_command;
extern const struct command otp_command;

/* One line on stderr, `tool: object: reason`; returns EXIT_REFUSED. */
int refuse(const char *object, const char *reason, ...)
	__attribute__((format(printf, 2, 3)));

/* The same with what OpenSSL has to say, after the reason */
int refuse_openssl(const char *object, const char *reason);

/* One line on stderr that points to --help; returns EXIT_USAGE. */
int usage(const struct command *command, const char *reason, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * getopt_long() that answers --help and wrong options by itself: -1 after the
 * last option, or an option's value, or 0 and *status is the exit status.
 */
int next_option(const struct command *command, int argc, char **argv,
		const struct option *options, int *status);

#define HELP_OPTION                            \
	{                                      \
		"help", no_argument, NULL, 'h' \
	}

/* Decimal, or hexadecimal with 0x; false unless all of it is a u32. */
bool parse_u32(const char *text, uint32_t *value);

#endif /* TEEPROC_TOOL_H */
