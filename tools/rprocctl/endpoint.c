// SPDX-License-Identifier: BSD-2-Clause
#include "endpoint.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/rpmsg.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "text.h"

static int open_device(const struct rproc_places *places, const char *name)
{
	char path[RPROC_ENTRY_MAX];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", places->dev, name);
	fd = open(path, O_RDWR | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

static bool has_name(const char *dir, const char *name)
{
	char path[RPROC_FILE_MAX];
	struct text text;
	bool same;

	snprintf(path, sizeof(path), "%s/name", dir);
	if (text_read(path, &text))
		return false;
	same = text.len == strlen(name) + 1 &&
	       !strncmp(text.bytes, name, strlen(name));
	text_free(&text);
	return same;
}

/*
 * Of the class rpmsg, the device of that remote processor that begins so and, if
 * name is not NULL, has that name. Opened, or -errno.
 */
static int open_of_class(const struct rproc_places *places,
			 const struct rproc *rproc, const char *begin,
			 const char *name)
{
	char class[RPROC_PATH_MAX];
	char link[RPROC_ENTRY_MAX];
	struct dirent *entry;
	int ret = -ENODEV;
	DIR *dir;

	snprintf(class, sizeof(class), "%s/class/rpmsg", places->sysfs);
	dir = opendir(class);
	if (!dir)
		return -ENODEV;
	while (ret < 0 && (entry = readdir(dir))) {
		if (strncmp(entry->d_name, begin, strlen(begin)) != 0)
			continue;
		snprintf(link, sizeof(link), "%s/%s", class, entry->d_name);
		if (channel_is_of(link, rproc) &&
		    (!name || has_name(link, name)))
			ret = open_device(places, entry->d_name);
	}
	closedir(dir);
	return ret;
}

static int make_endpoint(const struct rproc_places *places,
			 const struct rproc *rproc,
			 const struct channel *channel)
{
	struct rpmsg_endpoint_info info = {
		.src = RPMSG_ADDR_ANY,
		.dst = channel->dst,
	};
	int control = open_of_class(places, rproc, "rpmsg_ctrl", NULL);
	int ret = 0;

	if (control < 0)
		return control;
	/* no other process has it */
	snprintf(info.name, sizeof(info.name), "rprocctl-%d", (int)getpid());
	if (ioctl(control, RPMSG_CREATE_EPT_IOCTL, &info))
		ret = -errno;
	close(control);
	return ret ? ret : open_of_class(places, rproc, "rpmsg", info.name);
}

int endpoint_open(const struct rproc_places *places, const struct rproc *rproc,
		  const struct channel *channel, struct endpoint *endpoint)
{
	endpoint->ours = !*channel->device;
	endpoint->fd = endpoint->ours ? make_endpoint(places, rproc, channel) :
					open_device(places, channel->device);
	return endpoint->fd < 0 ? endpoint->fd : 0;
}

void endpoint_close(const struct endpoint *endpoint)
{
	if (endpoint->ours)
		ioctl(endpoint->fd, RPMSG_DESTROY_EPT_IOCTL);
	close(endpoint->fd);
}
