/* SPDX-License-Identifier: BSD-2-Clause */
/* The command line of teeproc-board. */
#ifndef SOC_OPTIONS_H
#define SOC_OPTIONS_H

#include <stdbool.h>

#include "../../../tools/common/core_kind.h"

#define SHARES_MAX 4u

struct options {
	const char *dtbo;
	const char *flash;
	const char *kernel;
	const char *initrd; /* paths, separated by commas */
	const char *append;
	const char *otp;
	const char *log_dir;
	const char *events;
	const char *core_files; /* a folder */
	const char *qemu_aarch64;
	const char *qemu_cores[CORE_QEMUS];
	const char *control_socket;
	const char *mailbox_socket; /* prefix; the core's id is appended */
	const char *ram_file;
	const char *shares[SHARES_MAX]; /* TAG=DIR */
	unsigned int n_shares;
	unsigned int smp;
	unsigned int timeout_s; /* 0 = none */
	bool stdio;
	bool no_ap;
	bool test_hooks;
	bool gdb;
	bool gdb_halt;
	bool events_kicks;
	unsigned int gdb_port; /* of core 0; 0: any that is free */
};

enum options_verdict {
	OPTIONS_RUN,
	OPTIONS_HELP, /* asked for and printed */
	OPTIONS_USAGE, /* refused, and said why */
};

enum options_verdict options_parse(struct options *options, int argc,
				   char **argv);

#endif /* SOC_OPTIONS_H */
