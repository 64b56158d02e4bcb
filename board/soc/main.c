// SPDX-License-Identifier: BSD-2-Clause
/* teeproc-board: the virtual board's SoC. docs/board.md describes it. */
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "board.h"
#include "options.h"

/* The board does not outlive whoever started it. */
static int follow_parent(void)
{
	pid_t parent = getppid();

	if (prctl(PR_SET_PDEATHSIG, SIGTERM))
		return -1;
	return getppid() == parent ? 0 : -1;
}

int main(int argc, char **argv)
{
	static struct options options;
	static struct board board;

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
