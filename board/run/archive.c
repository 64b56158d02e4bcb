// SPDX-License-Identifier: BSD-2-Clause
#include "archive.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../soc/host/say.h"
#include "text.h"

static void put(struct archive *archive, const void *bytes, size_t size)
{
	static const char zero[3];

	fwrite(bytes, 1, size, archive->file);
	fwrite(zero, 1, -size & 3, archive->file);
}

/* Documentation/driver-api/early-userspace/buffer-format.rst */
static void put_entry(struct archive *archive, const char *name,
		      unsigned int mode, const void *bytes, size_t size)
{
	size_t name_size = strlen(name) + 1;
	char *head =
		text("070701%08x%08x%08x%08x%08x%08x%08zx%08x%08x%08x%08x%08zx%08x%s",
		     archive->inode++, mode, 0, 0, 1, 0, size, 0, 0, 0, 0,
		     name_size, 0, name);

	put(archive, head, strlen(head) + 1);
	put(archive, bytes, size);
	free(head);
}

bool archive_open(struct archive *archive, const char *path)
{
	archive->path = path;
	archive->inode = 1;
	archive->file = fopen(path, "we");
	if (archive->file)
		return true;
	say("%s: %s", path, strerror(errno));
	return false;
}

bool archive_add(struct archive *archive, const char *name, unsigned int mode,
		 const void *bytes, size_t size)
{
	char *folder = text("%s", name);

	for (char *slash = strchr(folder, '/'); slash;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		put_entry(archive, folder, S_IFDIR | 0755, "", 0);
		*slash = '/';
	}
	free(folder);
	put_entry(archive, name, S_IFREG | mode, bytes, size);
	return !ferror(archive->file);
}

bool archive_close(struct archive *archive)
{
	bool bad;

	put_entry(archive, "TRAILER!!!", 0, "", 0);
	bad = ferror(archive->file);
	if (!fclose(archive->file) && !bad)
		return true;
	say("%s: %s", archive->path, strerror(errno));
	return false;
}
