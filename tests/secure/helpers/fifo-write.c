// SPDX-License-Identifier: BSD-2-Clause
/*
 * fifo-write FILE TEXT [FILE TEXT]...
 *
 * Becomes a real-time process and writes each TEXT to its FILE, one after the
 * other: no ordinary process or work of the kernel runs on its CPU in between,
 * but where the write itself has to sleep. Prints the name of each error, or 0.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct order {
	const char *text;
	int fd;
	int error;
};

int main(int argc, char **argv)
{
	const struct sched_param param = { .sched_priority = 50 };
	int count = (argc - 1) / 2;
	struct order *orders;
	int i;

	if (argc < 3 || argc % 2 == 0) {
		fputs("usage: fifo-write FILE TEXT [FILE TEXT]...\n", stderr);
		return 2;
	}
	orders = calloc(count, sizeof(*orders));
	if (!orders)
		return 1;

	for (i = 0; i < count; i++) {
		orders[i].text = argv[2 + 2 * i];
		orders[i].fd = open(argv[1 + 2 * i], O_WRONLY);
		if (orders[i].fd < 0) {
			fprintf(stderr, "fifo-write: %s: %s\n", argv[1 + 2 * i],
				strerror(errno));
			return 1;
		}
	}
	if (sched_setscheduler(0, SCHED_FIFO, &param)) {
		fprintf(stderr, "fifo-write: %s\n", strerror(errno));
		return 1;
	}

	for (i = 0; i < count; i++)
		if (write(orders[i].fd, orders[i].text,
			  strlen(orders[i].text)) < 0)
			orders[i].error = errno;
	for (i = 0; i < count; i++) {
		puts(orders[i].error ? strerrorname_np(orders[i].error) : "0");
		close(orders[i].fd);
	}
	free(orders);
	return 0;
}
