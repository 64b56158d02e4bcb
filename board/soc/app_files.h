/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the application cores boot from: flash, kernel, initramfs and device
 * tree, as open files or memories that their QEMU inherits.
 */
#ifndef SOC_APP_FILES_H
#define SOC_APP_FILES_H

#include <stdbool.h>

#include "app_cores.h"

/*
 * Where TF-A expects the kernel, above OP-TEE's static shared memory at
 * 0x4200_0000; and the initramfs, with room below it for the kernel.
 */
#define APP_KERNEL_PA 0x44000000u
#define APP_INITRD_PA 0x4c000000u

/* Both say what is wrong. */
bool app_files_open(struct app_cores *app);
/* QEMU has dumped its tree: read it, make ours. */
bool app_files_tree(struct app_cores *app);
void app_files_close(struct app_cores *app);

#endif /* SOC_APP_FILES_H */
