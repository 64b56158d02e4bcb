// SPDX-License-Identifier: BSD-2-Clause
#define _GNU_SOURCE /* versionsort() */
#include "channel.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text.h"

int channel_is_of(const char *link, const struct rproc *rproc)
{
	char part[sizeof(rproc->id) + 2];
	char target[PATH_MAX];

	snprintf(part, sizeof(part), "/%s/", rproc->id);
	return realpath(link, target) && strstr(target, part);
}

/* Without its newline, cut to the room; empty if there is none */
static void read_word(const char *dir, const char *attr, char *word,
		      size_t size)
{
	char path[RPROC_FILE_MAX];
	struct text text;

	*word = '\0';
	snprintf(path, sizeof(path), "%s/%s", dir, attr);
	if (text_read(path, &text))
		return;
	if (text.len && text.bytes[text.len - 1] == '\n')
		text.bytes[text.len - 1] = '\0';
	snprintf(word, size, "%s", text.len ? text.bytes : "");
	text_free(&text);
}

static unsigned int read_address(const char *dir, const char *attr)
{
	char word[32];

	read_word(dir, attr, word, sizeof(word));
	return strtoul(word, NULL, 0);
}

static void read_driver(const char *dir, char *driver)
{
	char path[RPROC_FILE_MAX];
	char target[PATH_MAX];

	*driver = '\0';
	snprintf(path, sizeof(path), "%s/driver", dir);
	if (realpath(path, target))
		snprintf(driver, CHANNEL_WORD_MAX, "%s",
			 strrchr(target, '/') + 1);
}

/* It lies below the channel: .../rpmsg/rpmsg0 */
static void read_device(const char *dir, char *device)
{
	char path[RPROC_FILE_MAX];
	struct dirent *entry;
	DIR *devices;

	*device = '\0';
	snprintf(path, sizeof(path), "%s/rpmsg", dir);
	devices = opendir(path);
	if (!devices)
		return;
	while ((entry = readdir(devices))) {
		if (*entry->d_name != '.')
			snprintf(device, CHANNEL_WORD_MAX, "%s", entry->d_name);
	}
	closedir(devices);
}

static bool is_the_bus(const struct channel *channel)
{
	return !strcmp(channel->name, "rpmsg_ctrl") ||
	       !strcmp(channel->name, "rpmsg_ns");
}

/* False if it is none of that remote processor, or of the bus */
static bool read_channel(const char *dir, const struct rproc *rproc,
			 struct channel *channel)
{
	if (!channel_is_of(dir, rproc))
		return false;
	read_word(dir, "name", channel->name, sizeof(channel->name));
	channel->src = read_address(dir, "src");
	channel->dst = read_address(dir, "dst");
	read_driver(dir, channel->driver);
	read_device(dir, channel->device);
	return !is_the_bus(channel);
}

static int no_dots(const struct dirent *entry)
{
	return *entry->d_name != '.';
}

int channel_list(const struct rproc_places *places, const struct rproc *rproc,
		 struct channel **channels)
{
	struct dirent **entries;
	char bus[RPROC_PATH_MAX];
	char dir[RPROC_ENTRY_MAX];
	int found = 0;
	int count;
	int i;

	*channels = NULL;
	snprintf(bus, sizeof(bus), "%s/bus/rpmsg/devices", places->sysfs);
	count = scandir(bus, &entries, no_dots, versionsort);
	if (count < 0)
		return errno == ENOENT ? 0 : -errno;

	*channels = calloc(count ? count : 1, sizeof(**channels));
	for (i = 0; i < count; i++) {
		snprintf(dir, sizeof(dir), "%s/%s", bus, entries[i]->d_name);
		if (*channels && read_channel(dir, rproc, &(*channels)[found]))
			found++;
		free(entries[i]);
	}
	free(entries);
	return *channels ? found : -ENOMEM;
}
