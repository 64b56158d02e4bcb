// SPDX-License-Identifier: BSD-2-Clause
#include "board_config.h"

#include <libfdt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAGE_SIZE 4096u
/* QEMU's virt machine: RAM starts here, the memories follow without a gap */
#define VIRT_RAM_PA 0x40000000u

struct reader {
	const void *fdt;
	char *why;
	size_t why_size;
};

static bool __attribute__((format(printf, 2, 3)))
refuse(const struct reader *reader, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(reader->why, reader->why_size, format, args);
	va_end(args);
	return false;
}

static const char *node_name(const struct reader *reader, int node)
{
	const char *name = fdt_get_name(reader->fdt, node, NULL);

	return name ? name : "?";
}

/* @n cells of a property; the property may be no longer when @exact */
static bool read_cells(const struct reader *reader, int node, const char *name,
		       uint32_t *cells, int n, bool exact)
{
	const fdt32_t *value;
	int length;

	value = fdt_getprop(reader->fdt, node, name, &length);
	if (!value)
		return refuse(reader, "%s: no %s", node_name(reader, node),
			      name);
	if (length < n * (int)sizeof(*value) ||
	    (exact && length != n * (int)sizeof(*value)))
		return refuse(reader, "%s: %s: wrong length",
			      node_name(reader, node), name);
	for (int i = 0; i < n; i++)
		cells[i] = fdt32_ld(value + i);
	return true;
}

static bool read_u32(const struct reader *reader, int node, const char *name,
		     uint32_t *value)
{
	return read_cells(reader, node, name, value, 1, true);
}

/* The first of its compatible strings; the last one says that it is a core. */
static bool read_kind(const struct reader *reader, int node,
		      struct core_config *core)
{
	const char *compatible =
		fdt_stringlist_get(reader->fdt, node, "compatible", 0, NULL);

	core->kind = compatible ? core_kind_find(compatible) : NULL;
	if (!core->kind)
		return refuse(reader,
			      "%s: compatible: %s: no such kind of core",
			      node_name(reader, node),
			      compatible ? compatible : "?");
	return true;
}

static bool read_mailbox(const struct reader *reader, int node,
			 struct core_config *core)
{
	uint32_t phandle;
	uint32_t reg;
	int mailbox;

	if (!read_u32(reader, node, "teeproc,mailbox", &phandle))
		return false;
	mailbox = fdt_node_offset_by_phandle(reader->fdt, phandle);
	if (mailbox < 0)
		return refuse(reader, "%s: teeproc,mailbox: no such node",
			      node_name(reader, node));
	if (!read_cells(reader, mailbox, "reg", &reg, 1, false))
		return false;
	/* PCI address, high cell: bus in 23:16, device in 15:11, function 10:8 */
	if ((reg >> 16 & 0xff) != 0 || (reg >> 11 & 0x1f) == 0)
		return refuse(reader, "%s: reg: not a device on PCI bus 0",
			      node_name(reader, mailbox));
	core->pci_device = reg >> 11 & 0x1f;
	core->pci_function = reg >> 8 & 7;
	return true;
}

static bool read_memory(const struct reader *reader, int node,
			struct memory_config *memory)
{
	uint32_t reg[2];
	uint32_t pa[2];
	const char *name = node_name(reader, node);

	if (!read_cells(reader, node, "reg", reg, 2, true))
		return false;
	snprintf(memory->name, sizeof(memory->name), "%s", name);
	memory->da = reg[0];
	memory->size = reg[1];
	if (!memory->size || (memory->da | memory->size) % PAGE_SIZE ||
	    memory->da > UINT32_MAX - memory->size)
		return refuse(reader,
			      "%s: reg: empty, not whole pages, or beyond 4 GiB",
			      name);
	memory->shared = fdt_getprop(reader->fdt, node, "teeproc,pa", NULL);
	if (!memory->shared)
		return true;
	if (!read_cells(reader, node, "teeproc,pa", pa, 2, true))
		return false;
	memory->pa = (uint64_t)pa[0] << 32 | pa[1];
	if (memory->pa % PAGE_SIZE || memory->pa > UINT64_MAX - memory->size)
		return refuse(reader, "%s: teeproc,pa: not a page address",
			      name);
	return true;
}

static bool read_memories(const struct reader *reader, int node,
			  struct core_config *core)
{
	unsigned int n_shared = 0;
	int child;

	fdt_for_each_subnode(child, reader->fdt, node) {
		struct memory_config *memory;

		if (core->n_memories == MEMORIES_MAX)
			return refuse(reader, "%s: more than %u memories",
				      node_name(reader, node), MEMORIES_MAX);
		memory = &core->memories[core->n_memories];
		if (!read_memory(reader, child, memory))
			return false;
		for (unsigned int i = 0; i < core->n_memories; i++) {
			const struct memory_config *other = &core->memories[i];

			if (memory->da < other->da + other->size &&
			    other->da < memory->da + memory->size)
				return refuse(reader, "%s: overlaps %s",
					      memory->name, other->name);
		}
		if (memory->shared) {
			core->shared = core->n_memories;
			n_shared++;
		}
		core->n_memories++;
	}
	if (n_shared != 1)
		return refuse(reader,
			      "%s: not exactly one memory with teeproc,pa",
			      node_name(reader, node));
	return true;
}

static bool read_core(const struct reader *reader, int node,
		      struct core_config *core)
{
	if (!read_u32(reader, node, "reg", &core->id) ||
	    !read_kind(reader, node, core) ||
	    !read_mailbox(reader, node, core) ||
	    !read_u32(reader, node, "teeproc,console-uart",
		      &core->console_uart) ||
	    !read_u32(reader, node, "teeproc,mailbox-uart",
		      &core->mailbox_uart) ||
	    !read_u32(reader, node, "teeproc,boot-address",
		      &core->boot_address) ||
	    !read_memories(reader, node, core))
		return false;
	core->direct_mode =
		fdt_getprop(reader->fdt, node, "teeproc,direct-mode", NULL);
	if (core->id > CORE_ID_MAX)
		return refuse(reader, "%s: reg: above %u",
			      node_name(reader, node), CORE_ID_MAX);
	if (core->console_uart >= UARTS_MAX ||
	    core->mailbox_uart >= UARTS_MAX ||
	    core->console_uart == core->mailbox_uart)
		return refuse(reader, "%s: UART numbers: equal, or above %u",
			      node_name(reader, node), UARTS_MAX - 1);
	if (!core_config_find(core, core->boot_address, 8))
		return refuse(reader,
			      "%s: teeproc,boot-address: in none of its memories",
			      node_name(reader, node));
	return true;
}

static int by_pa(const void *a, const void *b)
{
	const struct core_config *left = a;
	const struct core_config *right = b;
	uint64_t left_pa = left->memories[left->shared].pa;
	uint64_t right_pa = right->memories[right->shared].pa;

	return (left_pa > right_pa) - (left_pa < right_pa);
}

static bool unique_cores(const struct reader *reader,
			 const struct board_config *config)
{
	for (unsigned int i = 0; i < config->n_cores; i++) {
		const struct core_config *core = &config->cores[i];

		for (unsigned int j = 0; j < i; j++) {
			const struct core_config *other = &config->cores[j];

			if (core->id == other->id)
				return refuse(reader,
					      "core %u: described twice",
					      core->id);
			if (core->pci_device == other->pci_device)
				return refuse(reader,
					      "core %u: its mailbox is core %u's",
					      core->id, other->id);
		}
	}
	return true;
}

/* QEMU lays its memory nodes out one behind the other; RAM is the first. */
static bool lay_out_memory(const struct reader *reader,
			   struct board_config *config)
{
	uint64_t next;

	qsort(config->cores, config->n_cores, sizeof(config->cores[0]), by_pa);
	next = config->cores[0].memories[config->cores[0].shared].pa;
	if (next <= VIRT_RAM_PA)
		return refuse(reader,
			      "core %u: teeproc,pa: no room for RAM below it",
			      config->cores[0].id);
	config->ram_pa = VIRT_RAM_PA;
	config->ram_size = next - VIRT_RAM_PA;
	for (unsigned int i = 0; i < config->n_cores; i++) {
		const struct core_config *core = &config->cores[i];
		const struct memory_config *memory =
			&core->memories[core->shared];

		if (memory->pa != next)
			return refuse(reader,
				      "core %u: teeproc,pa: a gap or an overlap before it",
				      core->id);
		next += memory->size;
	}
	return true;
}

bool board_config_read(struct board_config *config, const void *fdt,
		       size_t size, char *why, size_t why_size)
{
	const struct reader reader = {
		.fdt = fdt,
		.why = why,
		.why_size = why_size,
	};
	int board;
	int node;

	memset(config, 0, sizeof(*config));
	if (fdt_check_full(fdt, size))
		return refuse(&reader, "not a device tree, or a damaged one");
	board = fdt_node_offset_by_compatible(fdt, -1, "teeproc,board");
	if (board < 0)
		return refuse(&reader, "no node compatible with teeproc,board");
	fdt_for_each_subnode(node, fdt, board) {
		if (fdt_node_check_compatible(fdt, node, "teeproc,board-core"))
			continue;
		if (config->n_cores == CORES_MAX)
			return refuse(&reader, "more than %u cores", CORES_MAX);
		if (!read_core(&reader, node, &config->cores[config->n_cores]))
			return false;
		config->n_cores++;
	}
	if (!config->n_cores)
		return refuse(&reader, "no core");
	return unique_cores(&reader, config) && lay_out_memory(&reader, config);
}

const struct memory_config *core_config_find(const struct core_config *core,
					     uint32_t da, uint32_t size)
{
	for (unsigned int i = 0; i < core->n_memories; i++) {
		const struct memory_config *memory = &core->memories[i];

		if (da >= memory->da && da - memory->da <= memory->size &&
		    size <= memory->size - (da - memory->da))
			return memory;
	}
	return NULL;
}
