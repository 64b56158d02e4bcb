// SPDX-License-Identifier: BSD-2-Clause
#include "places.h"

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../soc/host/log.h"
#include "../soc/host/say.h"
#include "command.h"
#include "text.h"

static bool refuse(const char *object, const char *why)
{
	say("%s: %s", object, why);
	return false;
}

static bool there(const char *path)
{
	return !access(path, R_OK);
}

/* The folder of this program */
static char *own_folder(void)
{
	char path[4096];
	ssize_t size = readlink("/proc/self/exe", path, sizeof(path) - 1);
	char *slash;

	if (size < 0)
		return text(".");
	path[size] = '\0';
	slash = strrchr(path, '/');
	if (slash)
		*slash = '\0';
	return text("%s", path);
}

/* The first of the two that is there; the second one if none is */
static char *either(char *first, char *second)
{
	bool is_first = there(first);

	free(is_first ? second : first);
	return is_first ? first : second;
}

/* Folders of kernels are those with an Image */
static char *only_kernel(const char *files)
{
	DIR *dir = opendir(files);
	struct dirent *entry;
	char *found = NULL;

	while (dir && (entry = readdir(dir))) {
		char *image = text("%s/%s/Image", files, entry->d_name);
		bool better = there(image) &&
			      (!found || strverscmp(entry->d_name, found) < 0);

		free(image);
		if (!better)
			continue;
		free(found);
		found = text("%s", entry->d_name);
	}
	if (dir)
		closedir(dir);
	return found;
}

static bool find_kernel(struct places *places, const char *kernel)
{
	const char *environment = getenv("TEEPROC_KERNEL");
	const char *by = kernel ? "--kernel" : "TEEPROC_KERNEL";
	char *image;
	char *name;
	bool ok;

	if (!kernel && environment && *environment)
		kernel = environment;
	name = kernel ? text("%s", kernel) : only_kernel(places->files);
	if (!name)
		return refuse(places->files,
			      "no kernel here; in a clone, make board builds it");
	places->kernel = text("%s/%s", places->files, name);
	image = text("%s/Image", places->kernel);
	ok = there(image) && !strchr(name, '/');
	if (!ok)
		say("%s: %s: the board has no such kernel; in a clone, make board KERNEL=%s builds it",
		    by, name, name);
	free(image);
	free(name);
	return ok;
}

static bool make_work(struct places *places)
{
	const char *temporary = getenv("TMPDIR");

	places->work = text("%s/teeproc-board.XXXXXX",
			    temporary && *temporary ? temporary : "/tmp");
	if (mkdtemp(places->work))
		return true;
	say("%s: %s", places->work, strerror(errno));
	free(places->work);
	places->work = NULL;
	return false;
}

static void choose_key(struct places *places)
{
	const char *data = getenv("XDG_DATA_HOME");
	const char *home = getenv("HOME");

	if (data && *data == '/')
		places->key = text("%s/teeproc/development-key.pem", data);
	else
		places->key =
			text("%s/.local/share/teeproc/development-key.pem",
			     home && *home ? home : "");
}

bool places_find(struct places *places, const char *kernel)
{
	const char *tool = getenv("TEEPROC_IMAGE");
	char *own = own_folder();

	places->soc = either(text("%s/teeproc-board", own),
			     text("%s/../../bin/teeproc-board", own));
	places->image_tool =
		tool && *tool ?
			text("%s", tool) :
			either(text("%s/../tools/teeproc-image/teeproc-image",
				    own),
			       either(text("%s/teeproc-image", own),
				      text("teeproc-image")));
	places->files =
		either(text("%s/run.cpio", own),
		       text("%s/../../share/teeproc-board/run.cpio", own));
	free(own);
	if (!there(places->files))
		return refuse(places->files,
			      "not there; in a clone, make board builds it");
	*strrchr(places->files, '/') = '\0';
	choose_key(places);
	return find_kernel(places, kernel) && make_work(places);
}

/* Two that need it at once get one and the same: who is second finds it there. */
bool places_make_key(struct places *places)
{
	char *folder = text("%s", places->key);
	char *copy = text("%s.%ld", places->key, (long)getpid());
	const char *keygen[] = { places->image_tool,
				 "keygen",
				 "--type",
				 "rsa2048",
				 "--out",
				 copy,
				 NULL };
	bool ok = there(places->key);
	int ret;

	if (ok)
		goto out;
	*strrchr(folder, '/') = '\0';
	ret = log_make_dir(folder);
	if (ret) {
		refuse(folder, strerror(-ret));
		goto out;
	}
	if (!command_run(keygen))
		goto out;
	ok = !link(copy, places->key) || errno == EEXIST;
	if (!ok)
		refuse(places->key, strerror(errno));
	else
		say("made a development key: %s", places->key);
	unlink(copy);
out:
	free(copy);
	free(folder);
	return ok;
}

static int remove_one(const char *path, const struct stat *status, int type,
		      struct FTW *at)
{
	(void)status;
	(void)type;
	(void)at;
	remove(path);
	return 0;
}

void places_leave(struct places *places)
{
	if (places->work)
		nftw(places->work, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	free(places->soc);
	free(places->image_tool);
	free(places->files);
	free(places->kernel);
	free(places->work);
	free(places->key);
}
