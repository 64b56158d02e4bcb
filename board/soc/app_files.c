// SPDX-License-Identifier: BSD-2-Clause
#include "app_files.h"

#include <endian.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app_tree.h"
#include "file.h"
#include "memory.h"
#include "say.h"

#define TREE_SIZE_MAX (1024u * 1024u) /* TF-A maps no more of it */
#define COPY_SIZE (1024u * 1024u)
/* arm64's boot protocol, Documentation/arch/arm64/booting.rst */
#define IMAGE_HEADER_SIZE 64u
#define IMAGE_SIZE_OFFSET 16u
#define IMAGE_MAGIC_OFFSET 56u

/*
 * What Linux is told for the sake of the board:
 *   numa=off: the cores' memories are NUMA nodes to QEMU, nothing to Linux
 *   kpti=off: nothing here speculates, and to QEMU page tables of the kernel's
 *     own are two flushes of its TLB a system call
 *   cryptomgr.notests=1: the self-tests are a fifth of the boot
 */
static const char linux_options[] = "numa=off kpti=off cryptomgr.notests=1";

static bool refuse(const char *object, const char *why)
{
	say("%s: %s", object, why);
	return false;
}

static bool open_input(const char *path, int *fd, uint64_t *size)
{
	*fd = file_open(path, size);
	return *fd >= 0 || refuse(path, strerror(-*fd));
}

static bool open_kernel(struct app_cores *app)
{
	const char *path = app->options->kernel;
	unsigned char header[IMAGE_HEADER_SIZE];
	uint64_t memory_size;
	uint64_t size;

	if (!open_input(path, &app->kernel_fd, &size))
		return false;
	if (size < sizeof(header) ||
	    memory_read(app->kernel_fd, 0, header, sizeof(header)) ||
	    memcmp(header + IMAGE_MAGIC_OFFSET, "ARM\x64", 4))
		return refuse(path, "not an arm64 Image");
	memcpy(&memory_size, header + IMAGE_SIZE_OFFSET, sizeof(memory_size));
	memory_size = le64toh(memory_size);
	if (size > APP_INITRD_PA - APP_KERNEL_PA ||
	    memory_size > APP_INITRD_PA - APP_KERNEL_PA)
		return refuse(path, "too large for its place");
	return true;
}

static bool append_initrd(struct app_cores *app, const char *path)
{
	uint64_t room =
		app->config->ram_pa + app->config->ram_size - APP_INITRD_PA;
	char *buffer = NULL;
	uint64_t size = 0;
	int ret = 0;
	int fd;

	if (!open_input(path, &fd, &size))
		return false;
	buffer = malloc(COPY_SIZE);
	if (!buffer)
		ret = -ENOMEM;
	else if (size > room - app->initrd_size)
		ret = -EFBIG;
	for (uint64_t done = 0; !ret && done < size;) {
		uint64_t left = size - done;
		size_t piece = left < COPY_SIZE ? left : COPY_SIZE;

		ret = memory_read(fd, done, buffer, piece);
		if (!ret)
			ret = memory_write(app->initrd_fd,
					   app->initrd_size + done, buffer,
					   piece);
		done += piece;
	}
	free(buffer);
	close(fd);
	/* the next archive starts at a multiple of 4 */
	app->initrd_size += (size + 3) & ~3ull;
	return !ret || refuse(path, strerror(-ret));
}

static bool open_initrd(struct app_cores *app)
{
	char *paths = strdup(app->options->initrd);
	bool ok = paths != NULL;
	char *save = NULL;

	app->initrd_fd = memory_create("initrd", 0);
	if (app->initrd_fd < 0)
		ok = refuse("initrd", strerror(-app->initrd_fd));
	for (char *path = ok ? strtok_r(paths, ",", &save) : NULL; ok && path;
	     path = strtok_r(NULL, ",", &save))
		ok = append_initrd(app, path);
	free(paths);
	if (ok && !app->initrd_size)
		return refuse(app->options->initrd, "empty");
	return ok && !ftruncate(app->initrd_fd, app->initrd_size);
}

/*
 * The one name that QEMU insists on: it writes its tree beside the given path
 * and renames it. With logs it is one of them; without it is gone at once.
 */
static bool choose_dump_path(struct app_cores *app)
{
	const char *temporary = getenv("TMPDIR");
	const char *dir = app->options->log_dir;

	if (!dir) {
		if (asprintf(&app->dump_dir, "%s/teeproc-board.XXXXXX",
			     temporary && *temporary ? temporary : "/tmp") < 0)
			app->dump_dir = NULL;
		if (!app->dump_dir || !mkdtemp(app->dump_dir)) {
			free(app->dump_dir);
			app->dump_dir = NULL;
			return refuse("temporary folder", strerror(errno));
		}
		dir = app->dump_dir;
	}
	if (strchr(dir, ','))
		return refuse(dir, "QEMU does not take a folder with a comma");
	if (asprintf(&app->dump_path, "%s/qemu.dtb", dir) < 0)
		app->dump_path = NULL;
	return app->dump_path;
}

bool app_files_open(struct app_cores *app)
{
	uint64_t size;

	return open_input(app->options->flash, &app->flash_fd, &size) &&
	       open_kernel(app) && open_initrd(app) && choose_dump_path(app);
}

static void remove_dump(struct app_cores *app)
{
	if (app->dump_dir) {
		unlink(app->dump_path);
		rmdir(app->dump_dir);
	}
	free(app->dump_path);
	free(app->dump_dir);
	app->dump_path = NULL;
	app->dump_dir = NULL;
}

static bool keep_tree(struct app_cores *app, void *tree, size_t size)
{
	int ret;

	app->tree_fd = memory_create("tree", size);
	ret = app->tree_fd < 0 ? app->tree_fd :
				 memory_write(app->tree_fd, 0, tree, size);
	return !ret || refuse("device tree", strerror(-ret));
}

bool app_files_tree(struct app_cores *app)
{
	struct app_tree parts = {
		.overlay = app->overlay,
		.overlay_size = app->overlay_size,
		.initrd_start = APP_INITRD_PA,
		.initrd_end = APP_INITRD_PA + app->initrd_size,
	};
	const char *append = app->options->append;
	char *bootargs = NULL;
	void *base = NULL;
	void *tree = NULL;
	char why[160] = "out of memory";
	bool ok = false;
	size_t size;

	base = file_read(app->dump_path, TREE_SIZE_MAX, &parts.base_size);
	if (!base) {
		say("application cores: QEMU made no device tree: %s",
		    strerror(errno));
		goto out;
	}
	if (asprintf(&bootargs, "console=ttyAMA0 %s%s%s", linux_options,
		     append ? " " : "", append ? append : "") < 0)
		bootargs = NULL;
	parts.base = base;
	parts.bootargs = bootargs;
	if (bootargs)
		tree = app_tree_build(&parts, &size, why, sizeof(why));
	if (!tree)
		say("%s: %s", app->options->dtbo, why);
	else
		ok = keep_tree(app, tree, size);
out:
	remove_dump(app);
	free(bootargs);
	free(base);
	free(tree);
	return ok;
}

void app_files_close(struct app_cores *app)
{
	const int fds[] = { app->flash_fd, app->kernel_fd, app->initrd_fd,
			    app->tree_fd };

	remove_dump(app);
	for (unsigned int i = 0; i < sizeof(fds) / sizeof(*fds); i++)
		if (fds[i] > 0)
			close(fds[i]);
}
