// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * The resource table at three moments.
 *
 * When parse_fw returns: parameter parsed, what it leaves of the table and of
 * mappings; the bytes are the file table/parsed.
 *
 * When a remote processor is about to be started: files table/cached and
 * table/loaded; parameters starts (how often), starts_on_loaded (the core works
 * on the loaded table), starts_equal (both have the same bytes).
 *
 * When one is about to be stopped: parameters stops, and stops_on_cached (the core
 * works on its copy by then, since the loaded table goes with the firmware).
 */
#include "hooks.h"

#include <linux/debugfs.h>
#include <linux/mm.h>
#include <linux/moduleparam.h>
#include <linux/remoteproc.h>
#include <linux/string.h>

#define TABLE_MAX 1024

static u8 parsed_bytes[TABLE_MAX];
static u8 cached[TABLE_MAX];
static u8 loaded[TABLE_MAX];
static struct debugfs_blob_wrapper parsed_blob = { .data = parsed_bytes };
static struct debugfs_blob_wrapper cached_blob = { .data = cached };
static struct debugfs_blob_wrapper loaded_blob = { .data = loaded };
static struct dentry *table_dir;

static unsigned int starts;
module_param(starts, uint, 0444);
static unsigned int starts_equal;
module_param(starts_equal, uint, 0444);
static unsigned int starts_on_loaded;
module_param(starts_on_loaded, uint, 0444);

static unsigned int stops;
module_param(stops, uint, 0444);
static unsigned int stops_on_cached;
module_param(stops_on_cached, uint, 0444);

static char parsed[HOOKS_NAME_MAX];
module_param_string(parsed, parsed, sizeof(parsed), 0444);

struct parse {
	const struct rproc *rproc;
	int mappings;
	unsigned int mapped;
};

static int parse_enter(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	struct parse *parse = (void *)ri->data;

	parse->rproc = (void *)regs->regs[0];
	hooks_count_mappings(&parse->mappings, &parse->mapped);
	return 0;
}

static int parse_return(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	const struct parse *parse = (void *)ri->data;
	const struct resource_table *table = parse->rproc->cached_table;
	size_t size = parse->rproc->table_sz;
	unsigned int mapped;
	int mappings;

	hooks_count_mappings(&mappings, &mapped);
	snprintf(parsed, sizeof(parsed),
		 "return=%d size=%zu ptr=%s memory=%s mapped=%u kept=%d",
		 (int)regs_return_value(regs), size,
		 parse->rproc->table_ptr == table ? "cached" : "other",
		 !table			? "none" :
		 virt_addr_valid(table) ? "kmalloc" :
					  "other",
		 mapped - parse->mapped, mappings - parse->mappings);

	parsed_blob.size = table ? min_t(size_t, size, TABLE_MAX) : 0;
	if (table)
		memcpy(parsed_bytes, table, parsed_blob.size);

	return 0;
}

static struct kretprobe parse_probe = {
	.kp.symbol_name = "teeproc_rproc:secure_parse_fw",
	.entry_handler = parse_enter,
	.handler = parse_return,
	.data_size = sizeof(struct parse),
};

static int start_enter(struct kprobe *kp, struct pt_regs *regs)
{
	const struct rproc *rproc = (void *)regs->regs[0];
	size_t size = min_t(size_t, rproc->table_sz, TABLE_MAX);

	starts++;
	cached_blob.size = 0;
	loaded_blob.size = 0;
	if (!rproc->cached_table)
		return 0;

	memcpy(cached, rproc->cached_table, size);
	/* device memory, through the mapping that the core writes through */
	memcpy(loaded, rproc->table_ptr, size);
	cached_blob.size = size;
	loaded_blob.size = size;
	starts_equal += !memcmp(cached, loaded, size);
	starts_on_loaded += rproc->table_ptr != rproc->cached_table;

	return 0;
}

static int stop_enter(struct kprobe *kp, struct pt_regs *regs)
{
	const struct rproc *rproc = (void *)regs->regs[0];

	stops++;
	stops_on_cached += rproc->table_ptr == rproc->cached_table;

	return 0;
}

static struct kprobe probes[] = {
	{ .symbol_name = "teeproc_rproc:secure_start",
	  .pre_handler = start_enter },
	{ .symbol_name = "teeproc_rproc:direct_start",
	  .pre_handler = start_enter },
	{ .symbol_name = "teeproc_rproc:secure_stop",
	  .pre_handler = stop_enter },
	{ .symbol_name = "teeproc_rproc:direct_stop",
	  .pre_handler = stop_enter },
};

static struct kprobe *all_probes[] = { &probes[0], &probes[1], &probes[2],
				       &probes[3] };

int table_hooks_register(struct dentry *dir)
{
	int ret;

	ret = register_kprobes(all_probes, ARRAY_SIZE(all_probes));
	if (ret)
		return ret;
	ret = register_kretprobe(&parse_probe);
	if (ret) {
		unregister_kprobes(all_probes, ARRAY_SIZE(all_probes));
		return ret;
	}

	table_dir = debugfs_create_dir("table", dir);
	debugfs_create_blob("parsed", 0400, table_dir, &parsed_blob);
	debugfs_create_blob("cached", 0400, table_dir, &cached_blob);
	debugfs_create_blob("loaded", 0400, table_dir, &loaded_blob);

	return 0;
}

void table_hooks_unregister(void)
{
	debugfs_remove_recursive(table_dir);
	unregister_kretprobe(&parse_probe);
	unregister_kprobes(all_probes, ARRAY_SIZE(all_probes));
}
