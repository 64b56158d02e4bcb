// SPDX-License-Identifier: BSD-2-Clause
/*
 * teeproc-board run: from an ELF file to a core that runs it. Signs and checks the
 * firmware, packs it for the board, boots the board, and shows what comes.
 */
#include <signal.h>
#include <stdlib.h>

#include "board.h"
#include "options.h"
#include "prepare.h"
#include "report.h"
#include "session.h"
#include "text.h"

static bool renew(void *owner, unsigned int core)
{
	return run_renew(owner, core);
}

static int boot(struct run *run)
{
	const struct places *places = &run->places;
	char *flash = text("%s/flash.bin", places->files);
	char *kernel = text("%s/Image", places->kernel);
	char *initrds = text("%s/base.cpio,%s/modules.cpio,%s/run.cpio,%s",
			     places->files, places->kernel, places->files,
			     run->initrd);
	char *share =
		text("share=%s", run->options.share ? run->options.share : "");
	char *firmware = text("firmware=%s/firmware", places->work);
	char *argv[40] = {
		places->soc,
		"--dtbo",
		run->dtbo,
		"--flash",
		flash,
		"--kernel",
		kernel,
		"--initrd",
		initrds,
		"--console",
		"stdio",
		"--append",
		"teeproc.agent quiet",
		"--events",
		BOARD_EVENTS_PATH,
	};
	unsigned int n = 15;
	int status;

	if (run->otp) {
		argv[n++] = "--otp";
		argv[n++] = run->otp;
	}
	if (run->options.log_dir) {
		argv[n++] = "--log-dir";
		argv[n++] = (char *)run->options.log_dir;
	}
	if (run->options.share) {
		argv[n++] = "--share";
		argv[n++] = share;
		argv[n++] = "--share";
		argv[n++] = firmware;
	}
	if (run->options.gdb) {
		argv[n++] = "--gdb";
		argv[n++] = (char *)run->options.gdb_port;
	}
	if (run->options.halt)
		argv[n++] = "--gdb-halt";
	status = session_run(&(struct session_start){
		.options = &run->options,
		.argv = argv,
		.cores = run->used,
		.renew = renew,
		.owner = run,
	});
	free(firmware);
	free(share);
	free(initrds);
	free(kernel);
	free(flash);
	return status;
}

int main(int argc, char **argv)
{
	static struct run run;
	int status;

	switch (run_options_parse(&run.options, argc, argv)) {
	case RUN_HELP:
		return 0;
	case RUN_USAGE:
		return 2;
	case RUN_GO:
		break;
	}
	signal(SIGPIPE, SIG_IGN);
	report_open(run.options.script);
	status = run_prepare(&run) ? boot(&run) : 1;
	run_leave(&run);
	return status;
}
