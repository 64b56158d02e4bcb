// SPDX-License-Identifier: BSD-2-Clause
#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Between fork and exec: only what a signal handler may call. */
static void __attribute__((noreturn))
become(char *const argv[], const int *fds, size_t n_fds, int stderr_fd,
       int error_fd, pid_t parent)
{
	static const struct rlimit no_core; /* a lock-up aborts QEMU */
	sigset_t none;
	int error;
	int null;

	setpgid(0, 0);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) || getppid() != parent)
		_exit(127);
	setrlimit(RLIMIT_CORE, &no_core);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (null < 0 || dup2(null, STDIN_FILENO) < 0 ||
	    dup2(stderr_fd, STDOUT_FILENO) < 0 ||
	    dup2(stderr_fd, STDERR_FILENO) < 0)
		goto fail;
	for (size_t i = 0; i < n_fds; i++)
		if (fcntl(fds[i], F_SETFD, 0))
			goto fail;
	execvp(argv[0], argv);
fail:
	error = errno;
	if (write(error_fd, &error, sizeof(error)) < 0)
		_exit(126);
	_exit(127);
}

static void free_handle(uv_handle_t *handle)
{
	free(handle);
}

/* Forget the process; its descriptor is closed with the poll handle. */
static void let_go(struct child *child)
{
	uv_os_fd_t pidfd;

	uv_fileno((uv_handle_t *)child->poll, &pidfd);
	uv_close((uv_handle_t *)child->poll, free_handle);
	close(pidfd);
	child->poll = NULL;
	child->pid = 0;
}

static void on_pidfd(uv_poll_t *poll, int status, int events)
{
	struct child *child = poll->data;

	(void)status;
	(void)events;
	if (waitpid(child->pid, &child->wait_status, WNOHANG) != child->pid)
		return;
	let_go(child);
	child->ended(child);
}

static int watch(struct child *child, uv_loop_t *loop)
{
	int pidfd = syscall(SYS_pidfd_open, child->pid, 0);
	int ret;

	if (pidfd < 0)
		return -errno;
	fcntl(pidfd, F_SETFD, FD_CLOEXEC);
	child->poll = malloc(sizeof(*child->poll));
	if (!child->poll) {
		close(pidfd);
		return -ENOMEM;
	}
	ret = uv_poll_init(loop, child->poll, pidfd);
	if (ret) {
		free(child->poll);
		child->poll = NULL;
		close(pidfd);
		return ret;
	}
	child->poll->data = child;
	return uv_poll_start(child->poll, UV_READABLE, on_pidfd);
}

int child_start(struct child *child, uv_loop_t *loop, char *const argv[],
		const int *fds, size_t n_fds, int stderr_fd)
{
	pid_t parent = getpid();
	int error = 0;
	int pipe_fds[2];
	int ret;

	if (pipe2(pipe_fds, O_CLOEXEC))
		return -errno;
	child->pid = fork();
	if (child->pid < 0) {
		error = errno;
		child->pid = 0;
		close(pipe_fds[0]);
		close(pipe_fds[1]);
		return -error;
	}
	if (!child->pid)
		become(argv, fds, n_fds, stderr_fd, pipe_fds[1], parent);
	close(pipe_fds[1]);
	/* closed without a word by a successful exec */
	while (read(pipe_fds[0], &error, sizeof(error)) < 0 && errno == EINTR)
		;
	close(pipe_fds[0]);
	if (error) {
		waitpid(child->pid, NULL, 0);
		child->pid = 0;
		return -error;
	}
	ret = watch(child, loop);
	if (ret)
		child_kill(child);
	return ret;
}

void child_kill(struct child *child)
{
	if (!child->pid)
		return;
	kill(child->pid, SIGKILL);
	while (waitpid(child->pid, &child->wait_status, 0) < 0 &&
	       errno == EINTR)
		;
	if (child->poll)
		let_go(child);
	child->pid = 0;
}

const char *child_how_ended(const struct child *child)
{
	static char text[32];

	if (WIFSIGNALED(child->wait_status))
		snprintf(text, sizeof(text), "signal %d",
			 WTERMSIG(child->wait_status));
	else
		snprintf(text, sizeof(text), "exit status %d",
			 WEXITSTATUS(child->wait_status));
	return text;
}
