// SPDX-License-Identifier: BSD-2-Clause
#include "measurement.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define HASH_DIGITS 64

/* The kernel makes the text anew for each open file, not for each read. */
static int read_text(int fd, char *text)
{
	size_t done = 0;
	ssize_t len;

	do {
		len = read(fd, text + done, MEASUREMENT_TEXT_MAX - 1 - done);
		if (len < 0)
			return -errno;
		done += len;
	} while (len);
	text[done] = '\0';
	return 0;
}

static bool is_hash(const char *word)
{
	return strlen(word) == HASH_DIGITS &&
	       strspn(word, "0123456789abcdef") == HASH_DIGITS;
}

static int take_lines(struct measurement *measurement)
{
	char *rest = measurement->text;
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
		else
			measurement->segments[measurement->count++] = line;
	}
	return measurement->all ? 0 : -EBADMSG;
}

int measurement_read(const struct rproc *rproc, struct measurement *measurement)
{
	char path[RPROC_PATH_MAX + 32];
	int ret;
	int fd;

	snprintf(path, sizeof(path), "%s/device/measurement", rproc->dir);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	ret = read_text(fd, measurement->text);
	close(fd);
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

void measurement_print(const struct measurement *measurement, bool json)
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
