// SPDX-License-Identifier: BSD-2-Clause
/*
 * The round trip of an rpmsg message to a channel that sends back what it gets, as
 * ping tells that of the network.
 */
#include <errno.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "channel.h"
#include "clock.h"
#include "command.h"
#include "endpoint.h"
#include "interrupted.h"
#include "json.h"

/* What fits in a buffer of 512 bytes behind rpmsg's header */
#define MESSAGE_MAX 496
#define ANSWER_MS 1000
#define ALARM_US 20000 /* between two, once the time is over */
#define DEFAULT_CHANNEL "rpmsg-raw" /* what Linux' rpmsg_char binds to */

/* How a message begins; pattern follows. Nothing that is a command anywhere. */
struct head {
	char mark[4];
	uint32_t number;
};

/**
 * struct statistics - of round trips
 * @sent: messages that were taken
 * @received: answers that were right
 * @wrong: answers that were not
 * @sum, @squares, @least, @most: of their times, in ms
 */
struct statistics {
	unsigned int sent;
	unsigned int received;
	unsigned int wrong;
	double sum;
	double squares;
	double least;
	double most;
};

static void wake(int number)
{
	(void)number;
}

/*
 * Ends a read() after so long, and again and again: the first alarm may come before
 * the read has begun. 0 for none.
 */
static void set_alarm(int ms)
{
	struct itimerval timer = {
		.it_value = { ms / 1000, ms % 1000 * 1000 },
		.it_interval = { 0, ms ? ALARM_US : 0 },
	};

	setitimer(ITIMER_REAL, &timer, NULL);
}

static void make_message(char *message, unsigned int size, uint32_t number)
{
	struct head head = { .mark = "rpng", .number = number };
	unsigned int i;

	for (i = sizeof(head); i < size; i++)
		message[i] = (char)(number + i);
	memcpy(message, &head, sizeof(head));
}

enum answer {
	RIGHT,
	WRONG,
	NONE,
	FAILED, /* errno says why */
};

/* An answer to an earlier message is late, and is left where it is. */
static bool is_late(const char *got, ssize_t len, uint32_t number)
{
	struct head head;

	if (len < (ssize_t)sizeof(head))
		return false;
	memcpy(&head, got, sizeof(head));
	return !memcmp(head.mark, "rpng", sizeof(head.mark)) &&
	       head.number < number;
}

/*
 * No poll() in front of the read(): it would take some percent of the time that is
 * measured.
 */
static enum answer await(int fd, const char *message, unsigned int size,
			 uint32_t number, long long end)
{
	char got[MESSAGE_MAX + 1];
	ssize_t len;

	do {
		len = read(fd, got, sizeof(got));
		if (len < 0 && errno == EINTR) {
			if (interrupted || clock_ms() >= end)
				return NONE;
			continue;
		}
		if (len <= 0) {
			if (!len || errno == EIO)
				errno = EPIPE;
			return FAILED;
		}
	} while (len < 0 || is_late(got, len, number));

	return len == (ssize_t)size && !memcmp(got, message, size) ? RIGHT :
								     WRONG;
}

static void count_time(struct statistics *all, double ms)
{
	if (!all->received || ms < all->least)
		all->least = ms;
	if (!all->received || ms > all->most)
		all->most = ms;
	all->received++;
	all->sum += ms;
	all->squares += ms * ms;
}

static void tell_answer(const struct invocation *call, uint32_t number,
			enum answer answer, double ms)
{
	if (call->json)
		return;
	if (answer == RIGHT)
		printf("%u bytes: number %u, %.3f ms\n", call->size, number,
		       ms);
	else
		printf("number %u: %s\n", number,
		       answer == WRONG ? "the answer is another" : "no answer");
	fflush(stdout);
}

/* False with ETIMEDOUT if there was no room for it before the alarm. */
static bool send_message(int fd, const char *message, unsigned int size)
{
	ssize_t len = write(fd, message, size);

	if (len == (ssize_t)size)
		return true;
	if (len >= 0 || errno == EINTR)
		errno = ETIMEDOUT;
	return false;
}

/* One message and its answer; false if there is no use in another. */
static bool round_trip(const struct invocation *call, int fd, uint32_t number,
		       struct statistics *all)
{
	int timeout_ms = call->timeout_ms >= 0 ? call->timeout_ms : ANSWER_MS;
	char message[MESSAGE_MAX];
	enum answer answer;
	long long start;
	double ms;

	make_message(message, call->size, number);
	set_alarm(timeout_ms > 0 ? timeout_ms : 1);
	start = clock_ns();
	if (!send_message(fd, message, call->size))
		return false;
	all->sent++;
	answer = await(fd, message, call->size, number,
		       start / 1000000 + timeout_ms);
	ms = (clock_ns() - start) / 1e6;
	set_alarm(0);
	if (answer == FAILED)
		return false;
	if (interrupted && answer == NONE) {
		all->sent--; /* it was not waited for */
		return true;
	}
	if (answer == RIGHT)
		count_time(all, ms);
	else if (answer == WRONG)
		all->wrong++;
	tell_answer(call, number, answer, ms);
	return true;
}

/* 0, or the errno that has ended it */
static int ping(const struct invocation *call, int fd, struct statistics *all)
{
	uint32_t number;

	for (number = 1; !interrupted; number++) {
		if (!round_trip(call, fd, number, all))
			return interrupted ? 0 : errno ? errno : EIO;
		if (number == call->count)
			break;
		if (!interrupted)
			poll(NULL, 0, call->interval_ms);
	}
	return 0;
}

static double mean(const struct statistics *all)
{
	return all->received ? all->sum / all->received : 0;
}

static double deviation(const struct statistics *all)
{
	double average = mean(all);
	double square;

	if (!all->received)
		return 0;
	square = all->squares / all->received - average * average;
	return square > 0 ? sqrt(square) : 0;
}

static void tell_statistics(const struct invocation *call,
			    const struct channel *channel,
			    const struct statistics *all)
{
	unsigned int lost = all->sent - all->received - all->wrong;

	if (call->json) {
		printf("{\"channel\": ");
		json_string(stdout, channel->name);
		printf(", \"size\": %u, \"sent\": %u, \"received\": %u, \"wrong\": %u, \"lost\": %u, ",
		       call->size, all->sent, all->received, all->wrong, lost);
		printf("\"min_ms\": %.4f, \"avg_ms\": %.4f, \"max_ms\": %.4f, \"mdev_ms\": %.4f}\n",
		       all->least, mean(all), all->most, deviation(all));
		return;
	}
	printf("%u sent, %u received, %u wrong, %u lost\n", all->sent,
	       all->received, all->wrong, lost);
	if (all->received)
		printf("min/avg/max/mdev %.3f/%.3f/%.3f/%.3f ms\n", all->least,
		       mean(all), all->most, deviation(all));
}

/* The named one, or the one that echoes by custom, or the first. 0 or -ENOENT. */
static int choose_channel(const struct invocation *call,
			  const struct channel *channels, int count,
			  struct channel *chosen)
{
	const char *name = call->channel ? call->channel : DEFAULT_CHANNEL;
	int i;

	for (i = 0; i < count; i++) {
		if (!strcmp(channels[i].name, name)) {
			*chosen = channels[i];
			return 0;
		}
	}
	if (call->channel || !count)
		return -ENOENT;
	*chosen = channels[0];
	return 0;
}

static enum exit_status find_channel(const struct invocation *call,
				     const struct rproc *rproc,
				     struct channel *channel)
{
	struct channel *channels;
	int count = channel_list(&call->places, rproc, &channels);
	int ret = count;

	if (count >= 0)
		ret = choose_channel(call, channels, count, channel);
	free(channels);
	if (ret == -ENOENT)
		return call->channel ?
			       refuse(rproc->name, "it has no channel %s",
				      call->channel) :
			       refuse(rproc->name,
				      "it has no rpmsg channel now");
	if (ret)
		return refuse(rproc->name, "can't read its channels: %s",
			      strerror(-ret));
	return DONE;
}

static const char *no_endpoint(int error)
{
	switch (error) {
	case ENODEV:
		return "it has no device, and there is no rpmsg_ctrl to make one";
	case EBUSY:
		return "somebody else has it open";
	default:
		return strerror(error);
	}
}

static const char *no_round_trip(int error)
{
	switch (error) {
	case EPIPE:
		return "it is gone";
	case ETIMEDOUT:
		return "it takes no more messages";
	default:
		return strerror(error);
	}
}

enum exit_status run_ping(const struct invocation *call,
			  const struct rproc *rproc)
{
	struct sigaction action = { .sa_handler = wake };
	struct statistics all = { 0 };
	struct endpoint endpoint;
	struct channel channel;
	enum exit_status status = find_channel(call, rproc, &channel);
	int error;

	if (status != DONE)
		return status;
	if (call->size < sizeof(struct head) || call->size > MESSAGE_MAX) {
		refuse("--size", "%u is not between %zu and %d bytes",
		       call->size, sizeof(struct head), MESSAGE_MAX);
		return USAGE;
	}
	/* ends with its statistics, and no endpoint is left, however it ends */
	until_interrupted(0);
	sigaction(SIGALRM, &action, NULL);
	error = -endpoint_open(&call->places, rproc, &channel, &endpoint);
	if (error)
		return refuse(rproc->name, "channel %s: %s", channel.name,
			      no_endpoint(error));
	error = ping(call, endpoint.fd, &all);
	set_alarm(0);
	endpoint_close(&endpoint);
	tell_statistics(call, &channel, &all);
	if (error)
		return refuse(rproc->name, "channel %s: %s", channel.name,
			      no_round_trip(error));
	/* a message in memory is not lost on a wire: one is one too many */
	return all.sent && all.received == all.sent ? DONE : REFUSED;
}
