/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A QEMU as child process. It dies with the board, whatever the board dies of,
 * and is not in the terminal's foreground group, so that Ctrl-C is the board's.
 */
#ifndef SOC_CHILD_H
#define SOC_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <uv.h>

struct child {
	pid_t pid; /* 0: none */
	uv_poll_t *poll; /* of its pidfd */
	int wait_status; /* valid once it has ended */
	void (*ended)(struct child *child); /* called once, on the loop */
	void *owner;
};

/*
 * Start @argv with the descriptors @fds (which keep their numbers) and stderr
 * on @stderr_fd. Returns 0 or a negative errno: a missing program is an error
 * here and not an end of the child.
 */
int child_start(struct child *child, uv_loop_t *loop, char *const argv[],
		const int *fds, size_t n_fds, int stderr_fd);

/* Kill and wait; ended() is not called. */
void child_kill(struct child *child);

/* "exit status 1", "signal 9": how it ended, in a static buffer. */
const char *child_how_ended(const struct child *child);

#endif /* SOC_CHILD_H */
