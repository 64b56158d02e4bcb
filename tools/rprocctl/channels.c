// SPDX-License-Identifier: BSD-2-Clause
/* The rpmsg channels of a remote processor, a line for each. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/escape.h"
#include "channel.h"
#include "column.h"
#include "command.h"
#include "json.h"

static void print_line(const struct channel *channel)
{
	print_column(stdout, channel->name, 20);
	printf("0x%-9x ", channel->dst);
	print_column(stdout, *channel->driver ? channel->driver : "-", 20);
	if (*channel->device) {
		printf("/dev/");
		escape_text(stdout, ESCAPE_TERMINAL, channel->device);
	} else {
		putchar('-');
	}
	putchar('\n');
}

static void print_word(const char *key, const char *word)
{
	printf(", \"%s\": ", key);
	if (*word)
		json_string(stdout, word);
	else
		printf("null");
}

static void print_json(const struct channel *channel, bool last)
{
	printf("  {\"name\": ");
	json_string(stdout, channel->name);
	printf(", \"src\": %u, \"dst\": %u", channel->src, channel->dst);
	print_word("driver", channel->driver);
	print_word("device", channel->device);
	printf("}%s\n", last ? "" : ",");
}

enum exit_status run_channels(const struct invocation *call,
			      const struct rproc *rproc)
{
	struct channel *channels;
	int count = channel_list(&call->places, rproc, &channels);
	int i;

	if (count < 0)
		return refuse(rproc->name, "can't read its channels: %s",
			      strerror(-count));
	if (call->json)
		puts("[");
	for (i = 0; i < count; i++) {
		if (call->json)
			print_json(&channels[i], i + 1 == count);
		else
			print_line(&channels[i]);
	}
	if (call->json)
		puts("]");
	free(channels);
	return DONE;
}
