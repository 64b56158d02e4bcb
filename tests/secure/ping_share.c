// SPDX-License-Identifier: BSD-2-Clause
/*
 * Linked to rprocctl by --wrap: what rprocctl ping takes for itself of the round trips
 * that it measures, that is all but write() and read(). At the end, on stderr, the
 * medians, in nanoseconds: its own share of a message, and the round trip.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define MESSAGES 1000

int __real_clock_gettime(clockid_t clock, struct timespec *now);
ssize_t __real_read(int fd, void *data, size_t size);
ssize_t __real_write(int fd, const void *data, size_t size);
int __wrap_clock_gettime(clockid_t clock, struct timespec *now);
ssize_t __wrap_read(int fd, void *data, size_t size);
ssize_t __wrap_write(int fd, const void *data, size_t size);

static struct {
	long long started; /* what rprocctl read from the clock before write() */
	long long in_calls;
	int answered; /* since then read() has returned */
} message;
static long long clock_read;
static long long own[MESSAGES], round_trip[MESSAGES];
static size_t count;

static long long now_ns(void)
{
	struct timespec now;

	__real_clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000LL + now.tv_nsec;
}

ssize_t __wrap_write(int fd, const void *data, size_t size)
{
	long long entered = now_ns();
	ssize_t ret = __real_write(fd, data, size);

	message.started = clock_read;
	message.in_calls = now_ns() - entered;
	message.answered = 0;
	return ret;
}

ssize_t __wrap_read(int fd, void *data, size_t size)
{
	long long entered = now_ns();
	ssize_t ret = __real_read(fd, data, size);

	message.in_calls += now_ns() - entered;
	message.answered = 1;
	return ret;
}

/* The first time that it looks at the clock behind read() ends the round trip. */
int __wrap_clock_gettime(clockid_t clock, struct timespec *now)
{
	int ret = __real_clock_gettime(clock, now);

	clock_read = now->tv_sec * 1000000000LL + now->tv_nsec;
	if (message.started && message.answered && count < MESSAGES) {
		round_trip[count] = clock_read - message.started;
		own[count] = round_trip[count] - message.in_calls;
		count++;
		message.started = 0;
	}
	return ret;
}

static int compare(const void *a, const void *b)
{
	long long left = *(const long long *)a, right = *(const long long *)b;

	return (left > right) - (left < right);
}

static long long median(long long *all)
{
	qsort(all, count, sizeof(*all), compare);
	return all[count / 2];
}

__attribute__((destructor)) static void tell(void)
{
	if (count)
		fprintf(stderr, "%lld %lld\n", median(own), median(round_trip));
}
