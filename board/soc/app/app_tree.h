/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The device tree that the application cores boot with: QEMU's own, with the
 * board's overlay, the kernel's command line and the initramfs' place.
 */
#ifndef SOC_APP_TREE_H
#define SOC_APP_TREE_H

#include <stddef.h>
#include <stdint.h>

struct app_tree {
	const void *base; /* QEMU's */
	size_t base_size;
	const void *overlay;
	size_t overlay_size;
	const char *bootargs;
	uint64_t initrd_start;
	uint64_t initrd_end;
};

/* The tree, packed, to be freed; or NULL with a sentence in @why. */
void *app_tree_build(const struct app_tree *parts, size_t *size, char *why,
		     size_t why_size);

#endif /* SOC_APP_TREE_H */
