// SPDX-License-Identifier: BSD-2-Clause
/* The board's own device trees: what is read, and what is refused. */
#include "unit.h"

#include <libfdt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/board_config.h"
#include "host/file.h"

static const char *build_dir(void)
{
	const char *dir = getenv("B");

	return dir ? dir : "build";
}

static void *read_tree(const char *name, size_t *size)
{
	char path[256];
	void *fdt;
	void *open;

	snprintf(path, sizeof(path), "%s/board/%s.dtbo", build_dir(), name);
	fdt = file_read(path, 1 << 20, size);
	assert_non_null(fdt);
	/* with room for changes */
	open = malloc(*size + 4096);
	assert_int_equal(fdt_open_into(fdt, open, *size + 4096), 0);
	*size += 4096;
	free(fdt);
	return open;
}

static void reads(void **state)
{
	static const char *const names[] = { "secure", "mixed", "direct" };

	(void)state;
	for (unsigned int i = 0; i < 3; i++) {
		struct board_config config;
		char why[160] = "";
		size_t size;
		void *fdt = read_tree(names[i], &size);

		if (!board_config_read(&config, fdt, size, why, sizeof(why)))
			fail_msg("%s: %s", names[i], why);
		free(fdt);
		assert_int_equal(config.n_cores, 2);
		assert_true(config.ram_pa == 0x40000000);
		assert_true(config.ram_size == 512 << 20);
		for (unsigned int n = 0; n < 2; n++) {
			const struct core_config *core = &config.cores[n];

			assert_int_equal(core->id, n);
			assert_string_equal(core->kind->title, "Cortex-M4");
			assert_int_equal(core->direct_mode, i + n >= 2);
			assert_int_equal(core->boot_address, 0x21000000);
			assert_int_equal(core->console_uart, 0);
			assert_int_equal(core->mailbox_uart, 1);
			assert_int_equal(core->pci_device, 1 + n);
			assert_int_equal(core->n_memories, 3);
			assert_true(core->memories[core->shared].pa ==
				    0x60000000 + n * 0x1000000ull);
		}
	}
}

/* Each kind's overlays: where its cores begin is one of their own memories. */
static void reads_kinds(void **state)
{
	static const struct {
		const char *name;
		const char *title;
	} trees[] = {
		{ "m33", "Cortex-M33" },	{ "m33-mixed", "Cortex-M33" },
		{ "m33-direct", "Cortex-M33" }, { "rv64", "RISC-V 64" },
		{ "rv64-mixed", "RISC-V 64" },	{ "rv64-direct", "RISC-V 64" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(trees) / sizeof(*trees); i++) {
		struct board_config config;
		char why[160] = "";
		size_t size;
		void *fdt = read_tree(trees[i].name, &size);

		if (!board_config_read(&config, fdt, size, why, sizeof(why)))
			fail_msg("%s: %s", trees[i].name, why);
		free(fdt);
		assert_int_equal(config.n_cores, 2);
		for (unsigned int n = 0; n < 2; n++) {
			const struct core_config *core = &config.cores[n];
			const struct memory_config *memory =
				core_config_find(core, core->kind->reset_da, 8);

			assert_string_equal(core->kind->title, trees[i].title);
			assert_int_equal(core->direct_mode, i % 3 + n >= 2);
			assert_non_null(memory);
			assert_false(memory->shared);
			assert_int_equal(core->boot_address,
					 core->memories[core->shared].da);
		}
	}
}

static void finds(void **state)
{
	struct board_config config;
	const struct core_config *core = &config.cores[0];
	char why[160];
	size_t size;
	void *fdt = read_tree("secure", &size);

	(void)state;
	assert_true(board_config_read(&config, fdt, size, why, sizeof(why)));
	free(fdt);
	assert_ptr_equal(core_config_find(core, 0, 0x400000),
			 &core->memories[0]);
	assert_null(core_config_find(core, 0, 0x400001));
	assert_null(core_config_find(core, 1, 0x400000));
	assert_non_null(core_config_find(core, 0x400000, 0));
	assert_null(core_config_find(core, 0x400001, 0));
	assert_ptr_equal(core_config_find(core, 0x21ffffff, 1),
			 &core->memories[2]);
	assert_null(core_config_find(core, 0x21ffffff, 2));
	assert_null(core_config_find(core, 0x21000000, UINT32_MAX));
	assert_null(core_config_find(core, UINT32_MAX, UINT32_MAX));
}

static int find_node(const void *fdt, const char *name)
{
	for (int node = fdt_next_node(fdt, -1, NULL); node >= 0;
	     node = fdt_next_node(fdt, node, NULL))
		if (!strcmp(fdt_get_name(fdt, node, NULL), name))
			return node;
	fail_msg("no node %s", name);
	return -1;
}

static int core_node(const void *fdt, unsigned int id)
{
	char name[16];

	snprintf(name, sizeof(name), "core@%u", id);
	return find_node(fdt, name);
}

/* A memory of core 1 */
static int memory_node(const void *fdt, const char *name)
{
	return fdt_subnode_offset(fdt, core_node(fdt, 1), name);
}

static void drop_mailbox(void *fdt)
{
	fdt_delprop(fdt, core_node(fdt, 1), "teeproc,mailbox");
}

static void lost_mailbox(void *fdt)
{
	fdt_setprop_u32(fdt, core_node(fdt, 1), "teeproc,mailbox", 0x7777);
}

static void same_mailbox(void *fdt)
{
	int length;
	const void *phandle =
		fdt_getprop(fdt, core_node(fdt, 0), "teeproc,mailbox", &length);
	uint32_t copy;

	memcpy(&copy, phandle, sizeof(copy));
	fdt_setprop(fdt, core_node(fdt, 1), "teeproc,mailbox", &copy, 4);
}

static void same_id(void *fdt)
{
	fdt_setprop_u32(fdt, core_node(fdt, 1), "reg", 0);
}

static void large_id(void *fdt)
{
	fdt_setprop_u32(fdt, core_node(fdt, 1), "reg", 16);
}

static void short_reg(void *fdt)
{
	fdt_setprop_u32(fdt, memory_node(fdt, "sram@21000000"), "reg", 0);
}

static void set_reg(void *fdt, const char *memory, uint32_t da, uint32_t size)
{
	fdt32_t reg[2] = { cpu_to_fdt32(da), cpu_to_fdt32(size) };

	fdt_setprop(fdt, memory_node(fdt, memory), "reg", reg, sizeof(reg));
}

static void empty_memory(void *fdt)
{
	set_reg(fdt, "code-tcm@0", 0, 0);
}

static void odd_memory(void *fdt)
{
	set_reg(fdt, "code-tcm@0", 0, 0x1001);
}

static void wrapping_memory(void *fdt)
{
	set_reg(fdt, "data-tcm@20000000", 0xfffff000, 0x2000);
}

static void overlapping_memory(void *fdt)
{
	set_reg(fdt, "data-tcm@20000000", 0x3ff000, 0x2000);
}

static void no_pa(void *fdt)
{
	fdt_delprop(fdt, memory_node(fdt, "sram@21000000"), "teeproc,pa");
}

static void second_pa(void *fdt)
{
	fdt_setprop_u64(fdt, memory_node(fdt, "code-tcm@0"), "teeproc,pa",
			0x70000000);
}

static void gap(void *fdt)
{
	fdt_setprop_u64(fdt, memory_node(fdt, "sram@21000000"), "teeproc,pa",
			0x62000000);
}

static void overlap(void *fdt)
{
	fdt_setprop_u64(fdt, memory_node(fdt, "sram@21000000"), "teeproc,pa",
			0x60000000);
}

static void below_ram(void *fdt)
{
	fdt_setprop_u64(fdt, memory_node(fdt, "sram@21000000"), "teeproc,pa",
			0x1000000);
}

static void odd_pa(void *fdt)
{
	fdt_setprop_u64(fdt, memory_node(fdt, "sram@21000000"), "teeproc,pa",
			0x61000004);
}

static void boot_nowhere(void *fdt)
{
	fdt_setprop_u32(fdt, core_node(fdt, 1), "teeproc,boot-address",
			0x30000000);
}

static void same_uart(void *fdt)
{
	fdt_setprop_u32(fdt, core_node(fdt, 1), "teeproc,mailbox-uart", 0);
}

static void far_uart(void *fdt)
{
	fdt_setprop_u32(fdt, core_node(fdt, 1), "teeproc,mailbox-uart", 5);
}

/* A core, but none of the kinds that there are */
static void no_kind(void *fdt)
{
	fdt_setprop_string(fdt, core_node(fdt, 1), "compatible",
			   "teeproc,board-core");
}

static void other_kind(void *fdt)
{
	static const char strings[] = "teeproc,board-6502\0teeproc,board-core";

	fdt_setprop(fdt, core_node(fdt, 1), "compatible", strings,
		    sizeof(strings));
}

static void no_cores(void *fdt)
{
	fdt_setprop_string(fdt, core_node(fdt, 0), "compatible", "other");
	fdt_setprop_string(fdt, core_node(fdt, 1), "compatible", "other");
}

static void no_board(void *fdt)
{
	fdt_setprop_string(fdt, find_node(fdt, "board"), "compatible", "other");
}

static void refuses(void **state)
{
	static const struct {
		void (*change)(void *fdt);
		const char *word; /* of the reason */
	} cases[] = {
		{ drop_mailbox, "teeproc,mailbox" },
		{ lost_mailbox, "no such node" },
		{ same_mailbox, "core 0's" },
		{ same_id, "twice" },
		{ large_id, "above" },
		{ short_reg, "wrong length" },
		{ empty_memory, "empty" },
		{ odd_memory, "whole pages" },
		{ wrapping_memory, "4 GiB" },
		{ overlapping_memory, "overlaps" },
		{ no_pa, "teeproc,pa" },
		{ second_pa, "exactly one" },
		{ gap, "gap" },
		{ overlap, "overlap" },
		{ below_ram, "no room for RAM" },
		{ odd_pa, "page address" },
		{ boot_nowhere, "boot-address" },
		{ same_uart, "UART" },
		{ far_uart, "UART" },
		{ no_kind, "teeproc,board-core: no such kind" },
		{ other_kind, "teeproc,board-6502: no such kind" },
		{ no_cores, "no core" },
		{ no_board, "teeproc,board" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct board_config config;
		char why[160] = "";
		size_t size;
		void *fdt = read_tree("secure", &size);

		cases[i].change(fdt);
		assert_false(board_config_read(&config, fdt, size, why,
					       sizeof(why)));
		free(fdt);
		if (!strstr(why, cases[i].word))
			fail_msg("case %zu: \"%s\" without \"%s\"", i, why,
				 cases[i].word);
	}
}

/* Cut or damaged anywhere: refused or read, never out of bounds (ASan). */
static void damaged(void **state)
{
	size_t size;
	unsigned char *fdt = read_tree("secure", &size);
	size_t used;

	(void)state;
	fdt_pack(fdt);
	used = fdt_totalsize(fdt);
	for (size_t i = 0; i < used; i++) {
		struct board_config config;
		unsigned char *copy = malloc(used);
		char why[160];

		memcpy(copy, fdt, used);
		copy[i] ^= 0x81;
		board_config_read(&config, copy, used, why, sizeof(why));
		free(copy);
		copy = malloc(i ? i : 1);
		memcpy(copy, fdt, i);
		assert_false(
			board_config_read(&config, copy, i, why, sizeof(why)));
		assert_string_equal(why, "not a device tree, or a damaged one");
		free(copy);
	}
	free(fdt);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads),   cmocka_unit_test(reads_kinds),
		cmocka_unit_test(finds),   cmocka_unit_test(refuses),
		cmocka_unit_test(damaged),
	};

	return unit_run(tests);
}
