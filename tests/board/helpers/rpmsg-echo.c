// SPDX-License-Identifier: BSD-2-Clause
/*
 * rpmsg-echo DEVICE COUNT SEED [WINDOW]
 *
 * Sends COUNT messages of 1 to 496 bytes to an rpmsg endpoint that sends them
 * back, WINDOW (1) of them at a time on the way, and compares every byte.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define MESSAGE_MAX 496u
#define TIMEOUT_MS 20000

static const char *device;

static void fail(const char *what, unsigned int message)
{
	fprintf(stderr, "rpmsg-echo: %s: message %u: %s\n", device, message,
		what);
	exit(1);
}

/* Message n of a seed; every length comes, and none looks like a command. */
static size_t make_message(uint32_t seed, unsigned int n, unsigned char *data)
{
	uint32_t x = seed * 2654435761u + n + 1;
	size_t len = 1 + (n * 37 + seed) % MESSAGE_MAX;
	size_t i;

	for (i = 0; i < len; i++) {
		x ^= x << 13;
		x ^= x >> 17;
		x ^= x << 5;
		data[i] = x;
	}
	data[0] |= 0x80;
	return len;
}

static void wait_for(int fd, short events, unsigned int message)
{
	struct pollfd pfd = { .fd = fd, .events = events };
	int ret = poll(&pfd, 1, TIMEOUT_MS);

	if (ret == 0)
		fail("no answer", message);
	if (ret < 0 || pfd.revents & (POLLERR | POLLHUP))
		fail("the endpoint has gone", message);
}

static void receive(int fd, uint32_t seed, unsigned int message)
{
	unsigned char want[MESSAGE_MAX];
	unsigned char got[MESSAGE_MAX + 1];
	size_t len = make_message(seed, message, want);
	ssize_t ret;

	wait_for(fd, POLLIN, message);
	ret = read(fd, got, sizeof(got));
	if (ret < 0)
		fail(strerror(errno), message);
	if ((size_t)ret != len || memcmp(got, want, len))
		fail("came back changed", message);
}

static long elapsed_ms(const struct timespec *start)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (now.tv_sec - start->tv_sec) * 1000 +
	       (now.tv_nsec - start->tv_nsec) / 1000000;
}

int main(int argc, char **argv)
{
	unsigned int sent = 0, received = 0, count, window;
	unsigned char data[MESSAGE_MAX];
	struct timespec start;
	uint32_t seed;
	int fd;

	if (argc < 4 || argc > 5) {
		fputs("usage: rpmsg-echo DEVICE COUNT SEED [WINDOW]\n", stderr);
		return 2;
	}
	device = argv[1];
	count = strtoul(argv[2], NULL, 0);
	seed = strtoul(argv[3], NULL, 0);
	window = argc == 5 ? strtoul(argv[4], NULL, 0) : 1;

	fd = open(device, O_RDWR);
	if (fd < 0)
		fail(strerror(errno), 0);

	clock_gettime(CLOCK_MONOTONIC, &start);
	while (received < count) {
		while (sent < count && sent - received < window) {
			size_t len = make_message(seed, sent, data);

			if (write(fd, data, len) != (ssize_t)len)
				fail(strerror(errno), sent);
			sent++;
		}
		receive(fd, seed, received++);
	}
	printf("%u messages in %ld ms\n", count, elapsed_ms(&start));
	return 0;
}
