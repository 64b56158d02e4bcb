// SPDX-License-Identifier: BSD-2-Clause
/*
 * time-write FILE TEXT
 *
 * Writes TEXT to FILE in one write() and prints how many microseconds it took.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	struct timespec start, end;
	ssize_t ret;
	int fd;

	if (argc != 3) {
		fputs("usage: time-write FILE TEXT\n", stderr);
		return 2;
	}
	fd = open(argv[1], O_WRONLY);
	if (fd < 0) {
		fprintf(stderr, "time-write: %s: %s\n", argv[1],
			strerror(errno));
		return 1;
	}

	clock_gettime(CLOCK_MONOTONIC, &start);
	ret = write(fd, argv[2], strlen(argv[2]));
	clock_gettime(CLOCK_MONOTONIC, &end);
	if (ret < 0) {
		fprintf(stderr, "time-write: %s: %s\n", argv[1],
			strerror(errno));
		return 1;
	}
	printf("%lld\n", (end.tv_sec - start.tv_sec) * 1000000LL +
				 (end.tv_nsec - start.tv_nsec) / 1000);
	return 0;
}
