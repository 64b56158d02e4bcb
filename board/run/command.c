// SPDX-License-Identifier: BSD-2-Clause
#include "command.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../soc/host/say.h"
#include "signals.h"

bool command_run(const char *const argv[])
{
	posix_spawn_file_actions_t actions;
	int status;
	pid_t pid;
	int ret;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null",
					 O_WRONLY, 0);
	ret = signals_spawn(&pid, &actions, (char *const *)argv);
	posix_spawn_file_actions_destroy(&actions);
	if (ret) {
		say("%s: %s", argv[0], strerror(ret));
		return false;
	}
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return false;
	return WIFEXITED(status) && !WEXITSTATUS(status);
}
