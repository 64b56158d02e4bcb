// SPDX-License-Identifier: BSD-2-Clause
#include "interrupted.h"

#include <stddef.h>

volatile sig_atomic_t interrupted;

static void interrupt(int number)
{
	(void)number;
	interrupted = 1;
}

void until_interrupted(int flags)
{
	struct sigaction action = { .sa_handler = interrupt,
				    .sa_flags = flags };

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
}
