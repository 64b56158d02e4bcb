// SPDX-License-Identifier: BSD-2-Clause
/*
 * rproc-cdev DEVICE STEP...
 *
 * Opens a remote processor's character device, does one step after the other, and
 * ends, which closes it. Each step prints a line: the name of its error or 0, for
 * "get" the flag. Steps:
 *   start, stop, detach   written to the device, as any other word is
 *   release, keep         the core is let go when the device is closed, or not
 *   get                   which of the two it is, 1 or 0
 *   unknown               a request that the device does not know
 *   wait                  until the standard input ends
 *   die                   by SIGKILL
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <linux/remoteproc_cdev.h>

static int set_release(int fd, int32_t flag)
{
	return ioctl(fd, RPROC_SET_SHUTDOWN_ON_RELEASE, &flag);
}

static void print_flag(int fd)
{
	int32_t flag = -1;

	if (ioctl(fd, RPROC_GET_SHUTDOWN_ON_RELEASE, &flag))
		puts(strerrorname_np(errno));
	else
		printf("%d\n", flag);
}

static void wait_for_end(void)
{
	char c;

	while (read(STDIN_FILENO, &c, 1) > 0)
		;
}

static void do_step(int fd, const char *step)
{
	long ret = 0;

	if (!strcmp(step, "get")) {
		print_flag(fd);
		return;
	}
	if (!strcmp(step, "release"))
		ret = set_release(fd, 1);
	else if (!strcmp(step, "keep"))
		ret = set_release(fd, 0);
	else if (!strcmp(step, "unknown"))
		ret = ioctl(fd, _IO(0xB7, 0x7f));
	else if (!strcmp(step, "wait"))
		wait_for_end();
	else if (!strcmp(step, "die"))
		raise(SIGKILL);
	else
		ret = write(fd, step, strlen(step));
	puts(ret < 0 ? strerrorname_np(errno) : "0");
	fflush(stdout);
}

int main(int argc, char **argv)
{
	int fd;
	int i;

	if (argc < 3) {
		fputs("usage: rproc-cdev DEVICE STEP...\n", stderr);
		return 2;
	}
	fd = open(argv[1], O_RDWR);
	if (fd < 0) {
		fprintf(stderr, "rproc-cdev: %s: %s\n", argv[1],
			strerror(errno));
		return 1;
	}
	for (i = 2; i < argc; i++)
		do_step(fd, argv[i]);
	return 0;
}
