// SPDX-License-Identifier: BSD-2-Clause
#include "app_tree.h"

#include <libfdt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SPARE_SIZE 65536u /* for what is added here */

static int apply(void *fdt, const struct app_tree *parts)
{
	/* it is changed while it is applied */
	void *overlay = malloc(parts->overlay_size);
	int ret;

	if (!overlay)
		return -FDT_ERR_NOSPACE;
	memcpy(overlay, parts->overlay, parts->overlay_size);
	ret = fdt_overlay_apply(fdt, overlay);
	free(overlay);
	return ret;
}

static int set_chosen(void *fdt, const struct app_tree *parts)
{
	int chosen = fdt_path_offset(fdt, "/chosen");
	int ret;

	if (chosen < 0)
		chosen = fdt_add_subnode(fdt, 0, "chosen");
	if (chosen < 0)
		return chosen;
	ret = fdt_setprop_string(fdt, chosen, "bootargs", parts->bootargs);
	if (!ret)
		ret = fdt_setprop_u64(fdt, chosen, "linux,initrd-start",
				      parts->initrd_start);
	if (!ret)
		ret = fdt_setprop_u64(fdt, chosen, "linux,initrd-end",
				      parts->initrd_end);
	return ret;
}

void *app_tree_build(const struct app_tree *parts, size_t *size, char *why,
		     size_t why_size)
{
	size_t room = parts->base_size + parts->overlay_size +
		      strlen(parts->bootargs) + SPARE_SIZE;
	void *fdt = malloc(room);
	const char *step = "QEMU's device tree";
	int ret;

	if (!fdt) {
		snprintf(why, why_size, "out of memory");
		return NULL;
	}
	ret = fdt_check_full(parts->base, parts->base_size);
	if (!ret)
		ret = fdt_open_into(parts->base, fdt, room);
	if (!ret) {
		step = "overlay";
		ret = apply(fdt, parts);
	}
	if (!ret) {
		step = "/chosen";
		ret = set_chosen(fdt, parts);
	}
	if (!ret)
		ret = fdt_pack(fdt);
	if (ret) {
		snprintf(why, why_size, "%s: %s", step, fdt_strerror(ret));
		free(fdt);
		return NULL;
	}
	*size = fdt_totalsize(fdt);
	return fdt;
}
