// SPDX-License-Identifier: BSD-2-Clause
/*
 * rpmsg-command DEVICE COMMAND [TIMEOUT_MS]
 *
 * Sends "teeproc COMMAND" to the sample firmware. With a time-out it waits so
 * long for an answer and prints it; exit status 1 when none comes.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MESSAGE_MAX 496

static int fail(const char *device, const char *reason)
{
	fprintf(stderr, "rpmsg-command: %s: %s\n", device, reason);
	return 1;
}

int main(int argc, char **argv)
{
	char data[MESSAGE_MAX + 1];
	struct pollfd pfd = { .events = POLLIN };
	int timeout_ms;
	ssize_t ret;
	int len;

	if (argc < 3 || argc > 4) {
		fputs("usage: rpmsg-command DEVICE COMMAND [TIMEOUT_MS]\n",
		      stderr);
		return 2;
	}
	timeout_ms = argc == 4 ? atoi(argv[3]) : 0;

	pfd.fd = open(argv[1], O_RDWR);
	if (pfd.fd < 0)
		return fail(argv[1], strerror(errno));
	len = snprintf(data, sizeof(data), "teeproc %s", argv[2]);
	if (len >= (int)sizeof(data))
		return fail(argv[1], "command too long");
	if (write(pfd.fd, data, len) != len)
		return fail(argv[1], strerror(errno));
	if (!timeout_ms)
		return 0;

	if (poll(&pfd, 1, timeout_ms) <= 0 || !(pfd.revents & POLLIN))
		return fail(argv[1], "no answer");
	ret = read(pfd.fd, data, MESSAGE_MAX);
	if (ret < 0)
		return fail(argv[1], strerror(errno));
	printf("%.*s\n", (int)ret, data);
	return 0;
}
