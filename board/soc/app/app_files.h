/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the application cores boot from: flash, kernel, initramfs and device
 * tree, as open files or memories that their QEMU inherits.
 */
#ifndef SOC_APP_FILES_H
#define SOC_APP_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../config/board_config.h"
#include "../config/options.h"

/*
 * Where TF-A expects the kernel, above OP-TEE's static shared memory at
 * 0x4200_0000; and the initramfs, with room below it for the kernel.
 */
#define APP_KERNEL_PA 0x44000000u
#define APP_INITRD_PA 0x4c000000u

struct app_files {
	const struct options *options;
	const struct board_config *config;
	const void *overlay;
	size_t overlay_size;

	int flash_fd;
	int kernel_fd;
	int initrd_fd;
	int tree_fd;
	uint64_t initrd_size;
	char *dump_path;
	char *dump_dir; /* a temporary one, to be removed; or NULL */
};

/* Both say what is wrong. */
bool app_files_open(struct app_files *files);
/* QEMU has dumped its tree: read it, make ours. */
bool app_files_tree(struct app_files *files);
void app_files_close(struct app_files *files);

#endif /* SOC_APP_FILES_H */
