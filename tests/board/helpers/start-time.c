// SPDX-License-Identifier: BSD-2-Clause
/*
 * start-time STATE TRACE
 *
 * Writes "start" to the sysfs file STATE and prints how many milliseconds it
 * took until that write returned, and until the trace file TRACE of debugfs,
 * which appears meanwhile, held a line.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define TIMEOUT_MS 20000
#define POLL_MS 2

static struct timespec start;

static long elapsed_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (now.tv_sec - start.tv_sec) * 1000 +
	       (now.tv_nsec - start.tv_nsec) / 1000000;
}

/* An earlier run's trace file can not be there: it goes with the stop. */
static bool has_line(const char *path)
{
	char text[512];
	ssize_t len = 0;
	int fd = open(path, O_RDONLY);

	if (fd >= 0) {
		len = read(fd, text, sizeof(text));
		close(fd);
	}
	return len > 0 && memchr(text, '\n', len);
}

static int watch(const char *trace)
{
	const struct timespec pause = { .tv_nsec = POLL_MS * 1000000 };

	while (!has_line(trace)) {
		if (elapsed_ms() > TIMEOUT_MS)
			return 1;
		nanosleep(&pause, NULL);
	}
	printf("trace %ld\n", elapsed_ms());
	fflush(stdout);
	return 0;
}

int main(int argc, char **argv)
{
	int status;
	pid_t pid;
	int fd;

	if (argc != 3) {
		fputs("usage: start-time STATE TRACE\n", stderr);
		return 2;
	}

	fd = open(argv[1], O_WRONLY);
	if (fd < 0) {
		fprintf(stderr, "start-time: %s: %s\n", argv[1],
			strerror(errno));
		return 1;
	}

	clock_gettime(CLOCK_MONOTONIC, &start);
	pid = fork();
	if (pid == 0)
		return watch(argv[2]);
	if (pid < 0)
		return 1;

	if (write(fd, "start", 5) < 0) {
		fprintf(stderr, "start-time: %s: %s\n", argv[1],
			strerror(errno));
		return 1;
	}
	printf("running %ld\n", elapsed_ms());
	fflush(stdout);
	return waitpid(pid, &status, 0) < 0 || status ? 1 : 0;
}
