// SPDX-License-Identifier: BSD-2-Clause
/*
 * What the TEE has measured of the firmware that it has loaded: an attribute that
 * teeproc's driver gives the remote processor's device.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "text.h"

#define HASH_DIGITS 64
/* More lines do not fit in what the kernel shows of an attribute: a page */
#define SEGMENTS_MAX (65536 / (HASH_DIGITS + 1))

/**
 * struct measurement - hashes in hexadecimal
 * @text: their lines, cut into words
 * @all: of all that was loaded
 * @segments: of each segment, @count of them; none where there is no room to show
 *	so many
 */
struct measurement {
	struct text text;
	const char *all;
	const char *segments[SEGMENTS_MAX];
	unsigned int count;
};

static bool is_hash(const char *word)
{
	return strlen(word) == HASH_DIGITS &&
	       strspn(word, "0123456789abcdef") == HASH_DIGITS;
}

static int take_lines(struct measurement *measurement)
{
	char *rest = measurement->text.bytes;
	char *line;

	measurement->all = NULL;
	measurement->count = 0;
	while ((line = strsep(&rest, "\n"))) {
		if (!*line && !rest)
			break; /* behind the last line */
		if (!is_hash(line))
			return -EBADMSG;
		if (!measurement->all)
			measurement->all = line;
		else if (measurement->count < SEGMENTS_MAX)
			measurement->segments[measurement->count++] = line;
		else
			return -EBADMSG;
	}
	return measurement->all ? 0 : -EBADMSG;
}

/*
 * 0 or -errno; the text is to be freed. -ENOENT if no TEE is in charge of it, -ENODATA if the TEE has not
 * loaded what it runs, or nothing is loaded; -EOPNOTSUPP if the TEE does not
 * measure; -EBADMSG if these are no hashes.
 */
static int read_measurement(const struct rproc *rproc,
			    struct measurement *measurement)
{
	char path[RPROC_PATH_MAX + 32];
	int ret;

	snprintf(path, sizeof(path), "%s/device/measurement", rproc->dir);
	ret = text_read(path, &measurement->text);
	return ret ? ret : take_lines(measurement);
}

/* Nothing in it needs an escape: see is_hash(). */
static void print_json(const struct measurement *measurement)
{
	unsigned int i;

	printf("{\"measurement\": \"%s\", \"segments\": [", measurement->all);
	for (i = 0; i < measurement->count; i++)
		printf("%s\"%s\"", i ? ", " : "", measurement->segments[i]);
	puts("]}");
}

static void print_measurement(const struct measurement *measurement, bool json)
{
	unsigned int i;

	if (json) {
		print_json(measurement);
		return;
	}
	puts(measurement->all);
	for (i = 0; i < measurement->count; i++)
		printf("segment %u: %s\n", i, measurement->segments[i]);
}

/* The kernel has one errno for two reasons. */
static const char *no_measurement(const struct rproc *rproc)
{
	char state[RPROC_ATTR_MAX] = "";

	rproc_get(rproc, "state", state);
	if (!strcmp(state, "offline"))
		return "no firmware is loaded";
	return "what it runs was not loaded by this instance of the TEE's application";
}

enum exit_status run_measurement(const struct invocation *call,
				 const struct rproc *rproc)
{
	struct measurement measurement;
	int ret = read_measurement(rproc, &measurement);

	if (!ret)
		print_measurement(&measurement, call->json);
	text_free(&measurement.text);
	if (ret == -ENOENT)
		return refuse(rproc->name,
			      "its driver shows no measurement: no TEE is in charge of it");
	if (ret == -ENODATA)
		return refuse(rproc->name, "%s", no_measurement(rproc));
	if (ret == -EOPNOTSUPP)
		return refuse(rproc->name, "its TEE does not measure");
	if (ret)
		return refuse(rproc->name, "can't read its measurement: %s",
			      strerror(-ret));
	return DONE;
}
