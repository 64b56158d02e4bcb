/* SPDX-License-Identifier: BSD-2-Clause */
/* The command line of teeproc-board run. */
#ifndef RUN_OPTIONS_H
#define RUN_OPTIONS_H

#include <regex.h>
#include <stdbool.h>

#define RUN_CORES_MAX 2u

struct run_options {
	/* what core N runs: an ELF file or a signed image; NULL: nothing */
	char *firmware[RUN_CORES_MAX];
	const char *mode; /* direct or secure */
	const char *kind; /* of the cores; NULL: what the firmware is made for */
	const char *kernel; /* NULL: that of the environment */
	const char *key_blob; /* of the key that a signed image is from */
	const char *otp;
	const char *script;
	const char *share; /* a folder for the board */
	const char *log_dir;
	const char *core_files; /* a folder for what a crash leaves */
	const char *events; /* a file for the timeline */
	const char *junit; /* a file for the result */
	const char *expect_text;
	regex_t expect;
	unsigned int timeout_s; /* 0: none */
	bool gdb;
	bool halt; /* before the first instruction, until gdb goes on */
	const char *gdb_port;
	bool tamper;
	bool recover;
	bool json;
	bool shell; /* not a run: a terminal, and nothing started */
	bool verbose;
};

enum run_verdict {
	RUN_GO,
	RUN_HELP, /* asked for and printed */
	RUN_USAGE, /* refused, and said why */
};

enum run_verdict run_options_parse(struct run_options *options, int argc,
				   char **argv);

#endif /* RUN_OPTIONS_H */
