// SPDX-License-Identifier: BSD-2-Clause
/*
 * Device trees made from scratch: all that may be, each number where it belongs, and
 * the borders of each.
 */
#include "unit.h"

#include <libfdt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/board_config.h"

/* The number of a PCI device that is another one for each @core */
static uint32_t device_of(unsigned int core)
{
	return (7 * core + 3) % 31 + 1;
}

/*
 * A tree with @cores cores of @memories memories each, from scratch, so that all of
 * its numbers can be different ones. The last core comes first in it. The shared
 * memory of core N is number N, as far as there are so many.
 */
static void *make_tree(unsigned int cores, unsigned int memories)
{
	static const char m4[] = "teeproc,board-cortex-m4\0teeproc,board-core";
	const size_t room = 1 << 16;
	void *fdt = malloc(room);
	char name[32];
	int node;

	assert_int_equal(fdt_create_empty_tree(fdt, room), 0);
	node = fdt_add_subnode(fdt, 0, "board");
	fdt_setprop_string(fdt, node, "compatible", "teeproc,board");
	for (unsigned int i = 0; i < cores; i++) {
		const unsigned int shared = i % memories;

		snprintf(name, sizeof(name), "mailbox@%u", i);
		node = fdt_add_subnode(fdt, 0, name);
		fdt_setprop_u32(fdt, node, "phandle", 100 + i);
		fdt_setprop_u32(fdt, node, "reg",
				device_of(i) << 11 | (i & 7) << 8);
		snprintf(name, sizeof(name), "core@%u", i);
		node = fdt_add_subnode(fdt, fdt_path_offset(fdt, "/board"),
				       name);
		fdt_setprop(fdt, node, "compatible", m4, sizeof(m4));
		fdt_setprop_u32(fdt, node, "reg", CORE_ID_MAX - i);
		fdt_setprop_u32(fdt, node, "teeproc,mailbox", 100 + i);
		fdt_setprop_u32(fdt, node, "teeproc,console-uart", i % 5);
		fdt_setprop_u32(fdt, node, "teeproc,mailbox-uart", (i + 1) % 5);
		fdt_setprop_u32(fdt, node, "teeproc,boot-address",
				0x10000 * shared + 0x10ff8);
		if (i % 2)
			fdt_setprop_empty(fdt, node, "teeproc,direct-mode");
		for (unsigned int n = memories; n--;) {
			const fdt32_t reg[2] = {
				cpu_to_fdt32(0x10000 * (n + 1)),
				cpu_to_fdt32(n == shared ? 0x10000 : 0x1000)
			};
			int memory;

			snprintf(name, sizeof(name), "memory@%u", n);
			memory = fdt_add_subnode(fdt, node, name);
			fdt_setprop(fdt, memory, "reg", reg, sizeof(reg));
			if (n == shared)
				fdt_setprop_u64(fdt, memory, "teeproc,pa",
						0x50000000 + i * 0x10000);
		}
	}
	return fdt;
}

static bool read_made(const void *fdt, struct board_config *config, char *why)
{
	strcpy(why, "");
	return board_config_read(config, fdt, fdt_totalsize(fdt), why, 160);
}

/* As many of all as there may be, and each number is where it belongs */
static void reads_all(void **state)
{
	struct board_config config;
	char why[160];
	void *fdt = make_tree(CORES_MAX, MEMORIES_MAX);

	(void)state;
	assert_true(read_made(fdt, &config, why));
	free(fdt);
	assert_int_equal(config.n_cores, CORES_MAX);
	assert_true(config.ram_pa == 0x40000000);
	assert_true(config.ram_size == 0x10000000);
	for (unsigned int n = 0; n < CORES_MAX; n++) {
		/* in the order of their memories, which is not the tree's */
		const struct core_config *core = &config.cores[n];

		assert_int_equal(core->id, CORE_ID_MAX - n);
		assert_string_equal(core->kind->title, "Cortex-M4");
		assert_int_equal(core->direct_mode, n % 2);
		assert_int_equal(core->boot_address, 0x10000 * n + 0x10ff8);
		assert_int_equal(core->console_uart, n % 5);
		assert_int_equal(core->mailbox_uart, (n + 1) % 5);
		assert_int_equal(core->pci_device, device_of(n));
		assert_int_equal(core->pci_function, n);
		assert_int_equal(core->n_memories, MEMORIES_MAX);
		assert_int_equal(core->shared, n);
		assert_true(core->memories[n].pa == 0x50000000 + n * 0x10000);
		for (unsigned int m = 0; m < MEMORIES_MAX; m++) {
			const struct memory_config *memory =
				core_config_find(core, 0x10000 * (m + 1), 1);
			char name[32];

			assert_ptr_equal(memory, &core->memories[m]);
			snprintf(name, sizeof(name), "memory@%u", m);
			assert_string_equal(memory->name, name);
			assert_int_equal(memory->size,
					 m == n ? 0x10000 : 0x1000);
			assert_int_equal(memory->shared, m == n);
		}
		assert_null(core_config_find(core, 0, 0));
	}
	/* nor is there a memory behind the last one */
	fdt = make_tree(1, 2);
	assert_true(read_made(fdt, &config, why));
	free(fdt);
	assert_null(core_config_find(&config.cores[0], 0, 0));
}

static void too_many(void **state)
{
	struct board_config config;
	char why[160];
	void *fdt = make_tree(CORES_MAX + 1, 1);

	(void)state;
	assert_false(read_made(fdt, &config, why));
	assert_string_equal(why, "more than 8 cores");
	free(fdt);
	fdt = make_tree(1, MEMORIES_MAX + 1);
	assert_false(read_made(fdt, &config, why));
	assert_string_equal(why, "core@0: more than 8 memories");
	free(fdt);
}

/*
 * Properties of the only core, of its mailbox or of its second memory, at the last
 * value that is taken and the first that is not. Words: cells, or text.
 */
static void borders(void **state)
{
	static const struct {
		const char *path;
		const char *name;
		const char *text;
		uint32_t cells[3];
		unsigned int n_cells;
		const char *why; /* NULL: taken */
	} cases[] = {
		{ "/board/core@0", "reg", NULL, { 15 }, 1, NULL },
		{ "/board/core@0",
		  "reg",
		  NULL,
		  { 16 },
		  1,
		  "core@0: reg: above 15" },
		{ "/board/core@0",
		  "reg",
		  NULL,
		  { 1, 2 },
		  2,
		  "core@0: reg: wrong length" },
		{ "/board/core@0",
		  "compatible",
		  "teeproc,board-core",
		  { 0 },
		  0,
		  "core@0: compatible: teeproc,board-core: no such kind of core" },
		{ "/board/core@0", "teeproc,console-uart", NULL, { 4 }, 1, NULL },
		{ "/board/core@0",
		  "teeproc,console-uart",
		  NULL,
		  { 5 },
		  1,
		  "core@0: UART numbers: equal, or above 4" },
		{ "/board/core@0",
		  "teeproc,mailbox-uart",
		  NULL,
		  { 5 },
		  1,
		  "core@0: UART numbers: equal, or above 4" },
		{ "/board/core@0",
		  "teeproc,mailbox-uart",
		  NULL,
		  { 0 },
		  1,
		  "core@0: UART numbers: equal, or above 4" },
		{ "/board/core@0",
		  "teeproc,boot-address",
		  NULL,
		  { 0x1fff8 },
		  1,
		  NULL },
		{ "/board/core@0",
		  "teeproc,boot-address",
		  NULL,
		  { 0x1fffc },
		  1,
		  "core@0: teeproc,boot-address: in none of its memories" },
		{ "/board/core@0",
		  "teeproc,boot-address",
		  NULL,
		  { 0xfffc },
		  1,
		  "core@0: teeproc,boot-address: in none of its memories" },
		{ "/mailbox@0", "reg", NULL, { 0x00000800 }, 1, NULL },
		{ "/mailbox@0", "reg", NULL, { 0xff00f800 }, 1, NULL },
		{ "/mailbox@0",
		  "reg",
		  NULL,
		  { 0x00000700 },
		  1,
		  "mailbox@0: reg: not a device on PCI bus 0" },
		{ "/mailbox@0",
		  "reg",
		  NULL,
		  { 0x00010800 },
		  1,
		  "mailbox@0: reg: not a device on PCI bus 0" },
		{ "/mailbox@0",
		  "reg",
		  NULL,
		  { 0x00800800 },
		  1,
		  "mailbox@0: reg: not a device on PCI bus 0" },
		{ "/mailbox@0", "reg", NULL, { 0x00000800, 0, 0 }, 3, NULL },
		{ "/mailbox@0",
		  "reg",
		  "",
		  { 0 },
		  0,
		  "mailbox@0: reg: wrong length" },
		{ "/board/core@0/memory@1",
		  "reg",
		  NULL,
		  { 0x20000, 0x1000 },
		  2,
		  NULL },
		{ "/board/core@0/memory@1",
		  "reg",
		  NULL,
		  { 0x1f000, 0x1000 },
		  2,
		  "memory@1: overlaps memory@0" },
		{ "/board/core@0/memory@1",
		  "reg",
		  NULL,
		  { 0xf000, 0x1000 },
		  2,
		  NULL },
		{ "/board/core@0/memory@1",
		  "reg",
		  NULL,
		  { 0xf000, 0x2000 },
		  2,
		  "memory@1: overlaps memory@0" },
		{ "/board/core@0/memory@1",
		  "reg",
		  NULL,
		  { 0x20000, 0x800 },
		  2,
		  "memory@1: reg: empty, not whole pages, or beyond 4 GiB" },
		{ "/board/core@0/memory@1",
		  "reg",
		  NULL,
		  { 0x20800, 0x1000 },
		  2,
		  "memory@1: reg: empty, not whole pages, or beyond 4 GiB" },
		{ "/board/core@0/memory@1",
		  "reg",
		  NULL,
		  { 0xffffe000, 0x1000 },
		  2,
		  NULL },
		{ "/board/core@0/memory@1",
		  "reg",
		  NULL,
		  { 0xfffff000, 0x2000 },
		  2,
		  "memory@1: reg: empty, not whole pages, or beyond 4 GiB" },
		{ "/board/core@0/memory@0",
		  "teeproc,pa",
		  NULL,
		  { 1, 0 },
		  2,
		  NULL },
		{ "/board/core@0/memory@0",
		  "teeproc,pa",
		  NULL,
		  { 0, 0x40001000 },
		  2,
		  NULL },
		{ "/board/core@0/memory@0",
		  "teeproc,pa",
		  NULL,
		  { 0, 0x40000000 },
		  2,
		  "core 15: teeproc,pa: no room for RAM below it" },
		{ "/board/core@0/memory@0",
		  "teeproc,pa",
		  NULL,
		  { 0, 0x50000800 },
		  2,
		  "memory@0: teeproc,pa: not a page address" },
		{ "/board/core@0/memory@0",
		  "teeproc,pa",
		  NULL,
		  { 0xffffffff, 0xffff1000 },
		  2,
		  "memory@0: teeproc,pa: not a page address" },
		{ "/board/core@0/memory@0",
		  "teeproc,pa",
		  NULL,
		  { 0x50000000 },
		  1,
		  "memory@0: teeproc,pa: wrong length" },
		{ "/board/core@0/memory@0",
		  "teeproc,pa",
		  NULL,
		  { 0, 0x50000000, 0 },
		  3,
		  "memory@0: teeproc,pa: wrong length" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct board_config config;
		void *fdt = make_tree(1, 2);
		int node = fdt_path_offset(fdt, cases[i].path);
		fdt32_t cells[3];
		char why[160];
		bool taken;

		for (unsigned int n = 0; n < 3; n++)
			cells[n] = cpu_to_fdt32(cases[i].cells[n]);
		if (cases[i].text)
			fdt_setprop_string(fdt, node, cases[i].name,
					   cases[i].text);
		else
			fdt_setprop(fdt, node, cases[i].name, cells,
				    4 * cases[i].n_cells);
		taken = read_made(fdt, &config, why);
		free(fdt);
		if (taken != !cases[i].why ||
		    strcmp(why, cases[i].why ? cases[i].why : ""))
			fail_msg("case %zu: \"%s\"", i, why);
		if (taken && cases[i].cells[0] == 1 && cases[i].n_cells == 2)
			assert_true(config.ram_size == 0xc0000000);
	}
}

/* Each property is missed by its name */
static void missed(void **state)
{
	static const struct {
		const char *path;
		const char *name;
		const char *why;
	} cases[] = {
		{ "/board/core@0", "reg", "core@0: no reg" },
		{ "/board/core@0", "teeproc,mailbox",
		  "core@0: no teeproc,mailbox" },
		{ "/board/core@0", "teeproc,console-uart",
		  "core@0: no teeproc,console-uart" },
		{ "/board/core@0", "teeproc,mailbox-uart",
		  "core@0: no teeproc,mailbox-uart" },
		{ "/board/core@0", "teeproc,boot-address",
		  "core@0: no teeproc,boot-address" },
		{ "/board/core@0/memory@1", "reg", "memory@1: no reg" },
		{ "/mailbox@0", "reg", "mailbox@0: no reg" },
		{ "/mailbox@0", "phandle",
		  "core@0: teeproc,mailbox: no such node" },
		{ "/board/core@0/memory@0", "teeproc,pa",
		  "core@0: not exactly one memory with teeproc,pa" },
		{ "/board/core@0", "compatible", "no core" },
		{ "/board", "compatible",
		  "no node compatible with teeproc,board" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct board_config config;
		void *fdt = make_tree(1, 2);
		char why[160];

		fdt_delprop(fdt, fdt_path_offset(fdt, cases[i].path),
			    cases[i].name);
		assert_false(read_made(fdt, &config, why));
		assert_string_equal(why, cases[i].why);
		free(fdt);
	}
}

/* What another core has is said by both numbers; neighbours touch, none may overlap */
static void two_cores(void **state)
{
	struct board_config config;
	void *fdt = make_tree(3, 1);
	char why[160];

	(void)state;
	/* function 1 and 0 of one device is one mailbox, to the SoC */
	fdt_setprop_u32(fdt, fdt_path_offset(fdt, "/mailbox@2"), "reg",
			device_of(1) << 11);
	assert_false(read_made(fdt, &config, why));
	assert_string_equal(why, "core 14: its mailbox is core 13's");
	free(fdt);
	fdt = make_tree(3, 1);
	fdt_setprop_u32(fdt, fdt_path_offset(fdt, "/board/core@2"), "reg", 15);
	assert_false(read_made(fdt, &config, why));
	assert_string_equal(why, "core 15: described twice");
	free(fdt);
	for (int by = -0x1000; by <= 0x1000; by += 0x1000) {
		fdt = make_tree(3, 1);
		fdt_setprop_u64(fdt,
				fdt_path_offset(fdt, "/board/core@2/memory@0"),
				"teeproc,pa", 0x50020000 + by);
		assert_int_equal(read_made(fdt, &config, why), !by);
		assert_string_equal(why,
				    by ? "core 13: teeproc,pa: a gap or an overlap "
					 "before it" :
					 "");
		free(fdt);
	}
	/* a board's node whose children are no cores; the root of a tree can be it */
	fdt = make_tree(1, 1);
	fdt_setprop_string(fdt, 0, "compatible", "teeproc,board");
	assert_false(read_made(fdt, &config, why));
	assert_string_equal(why, "no core");
	free(fdt);
	/* what is no core is left alone */
	fdt = make_tree(3, 1);
	fdt_setprop_string(fdt, fdt_path_offset(fdt, "/board/core@2"),
			   "compatible", "something,else");
	assert_true(read_made(fdt, &config, why));
	assert_int_equal(config.n_cores, 2);
	assert_int_equal(config.cores[0].id, 15);
	free(fdt);
}
int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_all), cmocka_unit_test(too_many),
		cmocka_unit_test(borders),   cmocka_unit_test(missed),
		cmocka_unit_test(two_cores),
	};

	return unit_run(tests);
}
