// SPDX-License-Identifier: BSD-2-Clause
/* teeproc-board: the virtual board's SoC. docs/board.md describes it. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "board.h"
#include "config/options.h"
#include "host/say.h"

/* The board does not outlive whoever started it. */
static int follow_parent(void)
{
	pid_t parent = getppid();

	if (prctl(PR_SET_PDEATHSIG, SIGTERM))
		return -1;
	return getppid() == parent ? 0 : -1;
}

/*
 * teeproc-board run, shell: a program of its own, which starts this one as its SoC. It
 * lies beside it, or where a package puts what is not called by itself.
 */
static int run_firmware(char **argv)
{
	static const char *const places[] = {
		"teeproc-board-run",
		"../lib/teeproc-board/teeproc-board-run",
	};
	char path[4096];
	ssize_t size = readlink("/proc/self/exe", path, sizeof(path) - 64);
	char *name;

	if (size < 0)
		size = 0;
	path[size] = '\0';
	name = strrchr(path, '/');
	name = name ? name + 1 : path;
	for (unsigned int i = 0; i < 2; i++) {
		snprintf(name, 64, "%s", places[i]);
		execv(path, argv + 1);
	}
	say("%s: %s: %s", argv[1], path, strerror(errno));
	return 1;
}

int main(int argc, char **argv)
{
	static struct options options;
	static struct board board;

	if (argc > 1 && (!strcmp(argv[1], "run") || !strcmp(argv[1], "shell")))
		return run_firmware(argv);
	switch (options_parse(&options, argc, argv)) {
	case OPTIONS_HELP:
		return 0;
	case OPTIONS_USAGE:
		return 2;
	case OPTIONS_RUN:
		break;
	}
	signal(SIGPIPE, SIG_IGN);
	if (follow_parent())
		return 1;
	if (!board_open(&board, &options))
		board_run(&board);
	return board_close(&board);
}
