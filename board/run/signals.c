// SPDX-License-Identifier: BSD-2-Clause
#include "signals.h"

#include <signal.h>
#include <stddef.h>

extern char **environ;

const int run_signals[RUN_SIGNALS_NUM] = { SIGINT, SIGTERM, SIGHUP };

static void change(int how)
{
	sigset_t set;

	sigemptyset(&set);
	for (unsigned int i = 0; i < RUN_SIGNALS_NUM; i++)
		sigaddset(&set, run_signals[i]);
	sigprocmask(how, &set, NULL);
}

void signals_hold(void)
{
	change(SIG_BLOCK);
}

void signals_let_go(void)
{
	change(SIG_UNBLOCK);
}

int signals_spawn(pid_t *pid, const posix_spawn_file_actions_t *actions,
		  char *const argv[])
{
	posix_spawnattr_t attributes;
	sigset_t none;
	int ret;

	sigemptyset(&none);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
	ret = posix_spawnp(pid, argv[0], actions, &attributes, argv, environ);
	posix_spawnattr_destroy(&attributes);
	return ret;
}
