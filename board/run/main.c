// SPDX-License-Identifier: BSD-2-Clause
/*
 * teeproc-board run and shell: from an ELF file to a core that runs it. Signs and checks the
 * firmware, packs it for the board, boots the board, and shows what comes.
 */
#include <signal.h>
#include <stdlib.h>

#include "board.h"
#include "junit.h"
#include "options.h"
#include "prepare.h"
#include "report.h"
#include "session.h"
#include "shell.h"
#include "signals.h"
#include "text.h"
#include "timeline.h"

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
		run->options.shell ? "quiet" : "teeproc.agent quiet",
	};
	unsigned int n = 13;
	int status;

	if (!run->options.shell) {
		argv[n++] = "--events";
		argv[n++] = BOARD_EVENTS_PATH;
	}
	if (run->otp) {
		argv[n++] = "--otp";
		argv[n++] = run->otp;
	}
	if (run->options.log_dir) {
		argv[n++] = "--log-dir";
		argv[n++] = (char *)run->options.log_dir;
	}
	if (run->options.events)
		argv[n++] = "--events-kicks";
	if (run->options.core_files) {
		argv[n++] = "--core-files";
		argv[n++] = (char *)run->options.core_files;
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
	status = run->options.shell ? shell_run(argv) :
				      session_run(&(struct session_start){
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

/* Those for the result, before there is one: a run is too long to lose it. */
static bool open_files(const struct run_options *options)
{
	const char *name = options->script	? options->script :
			   options->firmware[0] ? options->firmware[0] :
						  options->firmware[1];

	return (!options->events || timeline_open(options->events)) &&
	       (!options->junit || junit_open(options->junit, name));
}

static bool close_files(int status)
{
	bool whole = timeline_close();

	return junit_close(status) && whole;
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
	signals_hold();
	report_open(&(struct report_options){
		.aside = run.options.script,
		.json = run.options.json,
		.core_files = run.options.core_files,
	});
	status = open_files(&run.options) && run_prepare(&run) ? boot(&run) : 1;
	run_leave(&run);
	if (!close_files(status) && !status)
		status = 1;
	report_end(status);
	return status;
}
