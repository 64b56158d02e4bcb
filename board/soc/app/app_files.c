// SPDX-License-Identifier: BSD-2-Clause
#include "app_files.h"

#include <endian.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../host/file.h"
#include "../host/memory.h"
#include "../host/say.h"
#include "app_tree.h"

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
 *   initcall_blacklist=crypto_kdf108_init: one that does not ask for the option before
 */
static const char linux_options[] = "numa=off kpti=off cryptomgr.notests=1 "
				    "initcall_blacklist=crypto_kdf108_init";

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

static bool open_kernel(struct app_files *files)
{
	const char *path = files->options->kernel;
	unsigned char header[IMAGE_HEADER_SIZE];
	uint64_t memory_size;
	uint64_t size;

	if (!open_input(path, &files->kernel_fd, &size))
		return false;
	if (size < sizeof(header) ||
	    memory_read(files->kernel_fd, 0, header, sizeof(header)) ||
	    memcmp(header + IMAGE_MAGIC_OFFSET, "ARM\x64", 4))
		return refuse(path, "not an arm64 Image");
	memcpy(&memory_size, header + IMAGE_SIZE_OFFSET, sizeof(memory_size));
	memory_size = le64toh(memory_size);
	if (size > APP_INITRD_PA - APP_KERNEL_PA ||
	    memory_size > APP_INITRD_PA - APP_KERNEL_PA)
		return refuse(path, "too large for its place");
	return true;
}

static bool append_initrd(struct app_files *files, const char *path)
{
	uint64_t room =
		files->config->ram_pa + files->config->ram_size - APP_INITRD_PA;
	char *buffer = NULL;
	uint64_t size = 0;
	int ret = 0;
	int fd;

	if (!open_input(path, &fd, &size))
		return false;
	buffer = malloc(COPY_SIZE);
	if (!buffer)
		ret = -ENOMEM;
	else if (size > room - files->initrd_size)
		ret = -EFBIG;
	for (uint64_t done = 0; !ret && done < size;) {
		uint64_t left = size - done;
		size_t piece = left < COPY_SIZE ? left : COPY_SIZE;

		ret = memory_read(fd, done, buffer, piece);
		if (!ret)
			ret = memory_write(files->initrd_fd,
					   files->initrd_size + done, buffer,
					   piece);
		done += piece;
	}
	free(buffer);
	close(fd);
	/* the next archive starts at a multiple of 4 */
	files->initrd_size += (size + 3) & ~3ull;
	return !ret || refuse(path, strerror(-ret));
}

static bool open_initrd(struct app_files *files)
{
	char *paths = strdup(files->options->initrd);
	bool ok = paths != NULL;
	char *save = NULL;

	files->initrd_fd = memory_create("initrd", 0);
	if (files->initrd_fd < 0)
		ok = refuse("initrd", strerror(-files->initrd_fd));
	for (char *path = ok ? strtok_r(paths, ",", &save) : NULL; ok && path;
	     path = strtok_r(NULL, ",", &save))
		ok = append_initrd(files, path);
	free(paths);
	if (ok && !files->initrd_size)
		return refuse(files->options->initrd, "empty");
	return ok && !ftruncate(files->initrd_fd, files->initrd_size);
}

/*
 * The one name that QEMU insists on: it writes its tree beside the given path
 * and renames it. With logs it is one of them; without it is gone at once.
 */
static bool choose_dump_path(struct app_files *files)
{
	const char *temporary = getenv("TMPDIR");
	const char *dir = files->options->log_dir;

	if (!dir) {
		if (asprintf(&files->dump_dir, "%s/teeproc-board.XXXXXX",
			     temporary && *temporary ? temporary : "/tmp") < 0)
			files->dump_dir = NULL;
		if (!files->dump_dir || !mkdtemp(files->dump_dir)) {
			free(files->dump_dir);
			files->dump_dir = NULL;
			return refuse("temporary folder", strerror(errno));
		}
		dir = files->dump_dir;
	}
	if (strchr(dir, ','))
		return refuse(dir, "QEMU does not take a folder with a comma");
	if (asprintf(&files->dump_path, "%s/qemu.dtb", dir) < 0)
		files->dump_path = NULL;
	return files->dump_path;
}

bool app_files_open(struct app_files *files)
{
	uint64_t size;

	return open_input(files->options->flash, &files->flash_fd, &size) &&
	       open_kernel(files) && open_initrd(files) &&
	       choose_dump_path(files);
}

static void remove_dump(struct app_files *files)
{
	if (files->dump_dir) {
		unlink(files->dump_path);
		rmdir(files->dump_dir);
	}
	free(files->dump_path);
	free(files->dump_dir);
	files->dump_path = NULL;
	files->dump_dir = NULL;
}

static bool keep_tree(struct app_files *files, void *tree, size_t size)
{
	int ret;

	files->tree_fd = memory_create("tree", size);
	ret = files->tree_fd < 0 ? files->tree_fd :
				   memory_write(files->tree_fd, 0, tree, size);
	return !ret || refuse("device tree", strerror(-ret));
}

bool app_files_tree(struct app_files *files)
{
	struct app_tree parts = {
		.overlay = files->overlay,
		.overlay_size = files->overlay_size,
		.initrd_start = APP_INITRD_PA,
		.initrd_end = APP_INITRD_PA + files->initrd_size,
	};
	const char *append = files->options->append;
	char *bootargs = NULL;
	void *base = NULL;
	void *tree = NULL;
	char why[160] = "out of memory";
	bool ok = false;
	size_t size;

	base = file_read(files->dump_path, TREE_SIZE_MAX, &parts.base_size);
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
		say("%s: %s", files->options->dtbo, why);
	else
		ok = keep_tree(files, tree, size);
out:
	remove_dump(files);
	free(bootargs);
	free(base);
	free(tree);
	return ok;
}

void app_files_close(struct app_files *files)
{
	const int fds[] = { files->flash_fd, files->kernel_fd, files->initrd_fd,
			    files->tree_fd };

	remove_dump(files);
	for (unsigned int i = 0; i < sizeof(fds) / sizeof(*fds); i++)
		if (fds[i] > 0)
			close(fds[i]);
}
