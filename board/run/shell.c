// SPDX-License-Identifier: BSD-2-Clause
#include "shell.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>

#include "../soc/host/say.h"

extern char **environ;

static volatile sig_atomic_t board;

/* It ends, and so do we; what is ours is removed then. */
static void pass_on(int number)
{
	if (board)
		kill(board, number);
}

int shell_run(char *const argv[])
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction action = { .sa_handler = pass_on };
	pid_t pid;
	int status;
	int ret;

	for (unsigned int i = 0; i < 3; i++)
		sigaction(numbers[i], &action, NULL);
	ret = posix_spawn(&pid, argv[0], NULL, NULL, argv, environ);
	if (ret) {
		say("%s: %s", argv[0], strerror(ret));
		return 1;
	}
	board = pid;
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return 1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
