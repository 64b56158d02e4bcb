// SPDX-License-Identifier: BSD-2-Clause
/*
 * write-errno FILE TEXT
 *
 * Writes TEXT to FILE in one write() and prints the name of the error that it
 * gave, or 0. A shell shows it as a sentence only, if at all.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	int error = 0;
	int fd;

	if (argc != 3) {
		fputs("usage: write-errno FILE TEXT\n", stderr);
		return 2;
	}

	fd = open(argv[1], O_WRONLY);
	if (fd < 0) {
		fprintf(stderr, "write-errno: %s: %s\n", argv[1],
			strerror(errno));
		return 1;
	}
	if (write(fd, argv[2], strlen(argv[2])) < 0)
		error = errno;
	puts(error ? strerrorname_np(error) : "0");
	return 0;
}
