// SPDX-License-Identifier: BSD-2-Clause
#include "shell.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "../soc/host/say.h"
#include "signals.h"

static volatile sig_atomic_t board;

/* It ends, and so do we; what is ours is removed then. */
static void pass_on(int number)
{
	if (board)
		kill(board, number);
}

int shell_run(char *const argv[])
{
	struct sigaction action = { .sa_handler = pass_on };
	pid_t pid;
	int status;
	int ret;

	for (unsigned int i = 0; i < RUN_SIGNALS_NUM; i++)
		sigaction(run_signals[i], &action, NULL);
	ret = signals_spawn(&pid, NULL, argv);
	if (ret) {
		say("%s: %s", argv[0], strerror(ret));
		return 1;
	}
	board = pid;
	signals_let_go();
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return 1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
