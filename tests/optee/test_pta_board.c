// SPDX-License-Identifier: BSD-2-Clause
/*
 * What the pseudo-TA reads of the device tree: cores, their memories and names;
 * of the board's own overlays, and of trees that nobody should write.
 */
#include "../../optee/pta/memories.h"
#include "../../optee/pta/virt/board.h"
#include "cmocka_api.h"
#include "core_shim/core_shim.h"

#include <libfdt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *read_file(const char *name)
{
	FILE *file = fopen(name, "rb");
	char *bytes = calloc(1, 1 << 16);
	size_t size;

	assert_non_null(file);
	size = fread(bytes, 1, 1 << 16, file);
	assert_in_range(size, 100, (1 << 16) - 1);
	fclose(file);
	return bytes;
}

static void read_overlay(const char *name)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s.dtbo", OVERLAYS, name);
	core_shim.fdt = read_file(path);
	assert_int_equal(core_shim_init(), TEE_SUCCESS);
	free(core_shim.fdt);
	core_shim.fdt = NULL;
}

static void test_no_tree(void **state)
{
	paddr_t pa;
	size_t size;

	(void)state;
	assert_int_equal(core_shim_init(), TEE_SUCCESS);
	assert_int_equal(memories_check_core(0), TEE_ERROR_ITEM_NOT_FOUND);
	assert_false(board_page_list(&pa, &size));
	assert_null(memories_identity(0));
	assert_false(memories_allow_untargeted());
}

/* A tree of one node below the root, with a core in it that is like any */
static TEE_Result board_of(const char *compatible, const char *core)
{
	static char fdt[4096];
	const uint32_t reg[] = { 0, cpu_to_fdt32(0x1000) };

	fdt_create(fdt, sizeof(fdt));
	fdt_finish_reservemap(fdt);
	fdt_begin_node(fdt, "");
	fdt_begin_node(fdt, "board");
	fdt_property_string(fdt, "compatible", compatible);
	fdt_begin_node(fdt, "core@5");
	fdt_property_string(fdt, "compatible", core);
	fdt_property_u32(fdt, "reg", 5);
	fdt_begin_node(fdt, "ram");
	fdt_property(fdt, "reg", reg, sizeof(reg));
	fdt_end_node(fdt);
	fdt_end_node(fdt);
	fdt_end_node(fdt);
	fdt_end_node(fdt);
	assert_int_equal(fdt_finish(fdt), 0);
	core_shim.fdt = fdt;
	assert_int_equal(core_shim_init(), TEE_SUCCESS);
	core_shim.fdt = NULL;
	return memories_check_core(5);
}

/* No board of ours, or a node in it that is no core */
static void test_other_nodes(void **state)
{
	(void)state;
	assert_int_equal(board_of("teeproc,board", "teeproc,board-core"),
			 TEE_SUCCESS);
	assert_int_equal(board_of("other,board", "teeproc,board-core"),
			 TEE_ERROR_ITEM_NOT_FOUND);
	assert_int_equal(board_of("teeproc,board", "teeproc,board-corn"),
			 TEE_ERROR_ITEM_NOT_FOUND);
}

/* core 0 is secure there, core 1 in direct mode */
static void test_memories(void **state)
{
	const struct memory *memory;
	paddr_t pa;
	size_t size;

	(void)state;
	read_overlay("mixed");
	assert_int_equal(memories_check_core(0), TEE_SUCCESS);
	assert_int_equal(memories_check_core(1), TEE_ERROR_ACCESS_DENIED);
	assert_int_equal(memories_check_core(2), TEE_ERROR_ITEM_NOT_FOUND);
	assert_true(board_page_list(&pa, &size));
	assert_true(pa == 0x5fff0000 && size == 0x10000);

	assert_non_null(memories_get(0, 2));
	assert_null(memories_get(0, 3));
	assert_null(memories_get(7, 0));
	memory = memories_find(0, 0x21000010, 16);
	assert_non_null(memory);
	assert_true(memory->has_pa && memory->pa == 0x60000000);
	memory = memories_find(0, 0, 0x400000);
	assert_non_null(memory);
	assert_false(memory->has_pa);
	assert_null(memories_find(0, 0, 0x400001));
	assert_null(memories_find(0, 0x3fffff, 2));
	assert_null(memories_find(0, 0x400000, 1));
	assert_null(memories_find(0, 0x10000000, 1));
	assert_null(memories_find(0, 0x21000000, UINT64_MAX));
	assert_null(memories_find(0, UINT64_MAX, 1));
	assert_null(memories_find(0, UINT64_MAX, UINT64_MAX));
	assert_null(memories_find(2, 0, 1));
	/* nothing, at its end, is in it; behind that is not */
	assert_non_null(memories_find(0, 0x400000, 0));
	assert_null(memories_find(0, 0x400001, 0));
}

static void test_names(void **state)
{
	const struct teeproc_identity *identity;

	(void)state;
	read_overlay("secure");
	identity = memories_identity(0);
	assert_non_null(identity);
	assert_string_equal(identity->core, "m4-0");
	assert_string_equal(identity->class, "cortex-m4");
	assert_string_equal(identity->soc, "teeproc-virt");
	assert_string_equal(memories_identity(1)->core, "m4-1");
	assert_null(memories_identity(2));
	assert_false(memories_allow_untargeted());
}

static void test_untargeted(void **state)
{
	(void)state;
	read_overlay("untargeted");
	assert_true(memories_allow_untargeted());
}

/*
 * A tree with core 3, in which one property of the node is as given, and core 4
 * behind it; "ram:" one of its memory, "board:" one of both.
 */
static void make_tree(void *fdt, int size, const char *property,
		      const void *value, int value_size)
{
	const char *const nodes[] = { "core@3", "core@4" };
	bool of_memory = property && !strncmp(property, "ram:", 4);
	bool of_board = property && !strncmp(property, "board:", 6);
	int n;

	fdt_create(fdt, size);
	fdt_finish_reservemap(fdt);
	fdt_begin_node(fdt, "");
	fdt_begin_node(fdt, "board");
	fdt_property_string(fdt, "compatible", "teeproc,board");
	if (of_board)
		fdt_property(fdt, property + 6, value, value_size);
	for (n = 0; n < 2; n++) {
		const uint32_t reg[] = { 0, cpu_to_fdt32(0x1000) };
		bool is_core = !n && property && !of_memory && !of_board;
		bool is_memory = !n && of_memory;

		fdt_begin_node(fdt, nodes[n]);
		fdt_property_string(fdt, "compatible", "teeproc,board-core");
		if (!is_core || strcmp(property, "reg"))
			fdt_property_u32(fdt, "reg", 3 + n);
		if (is_core)
			fdt_property(fdt, property, value, value_size);
		fdt_begin_node(fdt, "ram");
		if (!is_memory || strcmp(property, "ram:reg"))
			fdt_property(fdt, "reg", reg, sizeof(reg));
		if (is_memory && value_size)
			fdt_property(fdt, property + 4, value, value_size);
		fdt_end_node(fdt);
		fdt_end_node(fdt);
	}
	fdt_end_node(fdt);
	fdt_end_node(fdt);
	assert_int_equal(fdt_finish(fdt), 0);
}

static TEE_Result core_with(const char *property, const void *value,
			    int value_size)
{
	static char fdt[4096];

	make_tree(fdt, sizeof(fdt), property, value, value_size);
	core_shim.fdt = fdt;
	assert_int_equal(core_shim_init(), TEE_SUCCESS);
	core_shim.fdt = NULL;
	/* whatever becomes of core 3, core 4 has one memory and no name */
	assert_int_equal(memories_check_core(4), TEE_SUCCESS);
	assert_non_null(memories_get(4, 0));
	assert_null(memories_get(4, 1));
	assert_string_equal(memories_identity(4)->core, "");
	return memories_check_core(3);
}

static void test_bad_names(void **state)
{
	static const char *const names[] = { "teeproc,name", "teeproc,class" };
	static const char others[] = " !\"#$%&'()*+/:;<=>?@[\\]^`{|}~\x7f\x80";
	char name[66];
	size_t n;
	size_t i;

	(void)state;
	assert_int_equal(core_with(NULL, NULL, 0), TEE_SUCCESS);
	assert_string_equal(memories_identity(3)->core, "");
	for (n = 0; n < 2; n++) {
		memset(name, 'a', sizeof(name));
		name[63] = '\0';
		assert_int_equal(core_with(names[n], name, 64), TEE_SUCCESS);
		assert_memory_equal(n ? memories_identity(3)->class :
					memories_identity(3)->core,
				    name, 64);
		/* not a string, or one of another length */
		assert_int_equal(core_with(names[n], name, 63),
				 TEE_ERROR_ITEM_NOT_FOUND);
		assert_int_equal(core_with(names[n], "a\0b", 4),
				 TEE_ERROR_ITEM_NOT_FOUND);
		assert_int_equal(core_with(names[n], name, 0),
				 TEE_ERROR_ITEM_NOT_FOUND);
		name[63] = 'a';
		name[64] = '\0';
		assert_int_equal(core_with(names[n], name, 65),
				 TEE_ERROR_ITEM_NOT_FOUND);
		for (i = 0; i < sizeof(others) - 1; i++) {
			char bad[] = { 'm', others[i], 'm', '\0' };
			char last[] = { 'm', others[i], '\0' };

			assert_int_equal(core_with(names[n], bad, 4),
					 TEE_ERROR_ITEM_NOT_FOUND);
			assert_int_equal(core_with(names[n], bad + 1, 3),
					 TEE_ERROR_ITEM_NOT_FOUND);
			assert_int_equal(core_with(names[n], last, 3),
					 TEE_ERROR_ITEM_NOT_FOUND);
		}
	}
	assert_int_equal(core_with("teeproc,name", "azAZ09-_.,", 11),
			 TEE_SUCCESS);
	assert_string_equal(memories_identity(3)->core, "azAZ09-_.,");
	/* the empty name is no name */
	assert_int_equal(core_with("teeproc,name", "", 1), TEE_SUCCESS);
	assert_string_equal(memories_identity(3)->core, "");
}

/* Numbers of another size than they have are none. */
static void test_bad_cells(void **state)
{
	const uint32_t cells[] = { cpu_to_fdt32(3), cpu_to_fdt32(0x2000),
				   cpu_to_fdt32(3), cpu_to_fdt32(0x4000),
				   cpu_to_fdt32(5) };
	paddr_t pa;
	size_t size;
	int n;

	(void)state;
	for (n = 0; n <= 5; n++) {
		const int bytes = 4 * n;

		assert_int_equal(core_with("reg", cells, bytes),
				 n == 1 ? TEE_SUCCESS :
					  TEE_ERROR_ITEM_NOT_FOUND);
		assert_int_equal(memories_check_core(0),
				 TEE_ERROR_ITEM_NOT_FOUND);
		assert_int_equal(core_with("ram:reg", cells, bytes),
				 n == 2 ? TEE_SUCCESS :
					  TEE_ERROR_ITEM_NOT_FOUND);
		assert_int_equal(core_with("ram:teeproc,pa", cells, bytes),
				 TEE_SUCCESS);
		assert_int_equal(memories_get(3, 0)->has_pa, n == 2);
		assert_true(memories_get(3, 0)->pa ==
			    (n == 2 ? UINT64_C(0x300002000) : 0));
		core_with("board:teeproc,dma-list", cells, bytes);
		assert_int_equal(board_page_list(&pa, &size), n == 4);
	}
	core_with("board:teeproc,dma-list", cells, 16);
	assert_true(board_page_list(&pa, &size));
	assert_true(pa == UINT64_C(0x300002000) && size == 0x300004000);
	/* a memory of no size */
	assert_int_equal(core_with("ram:reg", (const uint32_t[]){ 0, 0 }, 8),
			 TEE_ERROR_ITEM_NOT_FOUND);
}

/* @n cores of @memories memories each; those of even number have one more */
static void make_crowd(void *fdt, int size, int n, int memories)
{
	int core;
	int m;

	fdt_create(fdt, size);
	fdt_finish_reservemap(fdt);
	fdt_begin_node(fdt, "");
	fdt_property_string(fdt, "compatible", "teeproc,board");
	for (core = 0; core < n; core++) {
		char name[16];

		snprintf(name, sizeof(name), "core@%x", core);
		fdt_begin_node(fdt, name);
		fdt_property_string(fdt, "compatible", "teeproc,board-core");
		fdt_property_u32(fdt, "reg", core);
		for (m = 0; m < memories + !(core & 1); m++) {
			const uint32_t reg[] = { cpu_to_fdt32(m << 16),
						 cpu_to_fdt32(1 << 16) };

			snprintf(name, sizeof(name), "ram@%x", m << 16);
			fdt_begin_node(fdt, name);
			fdt_property(fdt, "reg", reg, sizeof(reg));
			fdt_end_node(fdt);
		}
		fdt_end_node(fdt);
	}
	fdt_end_node(fdt);
	assert_int_equal(fdt_finish(fdt), 0);
}

/* More cores, and more memories of a core, than there is room for */
static void test_crowd(void **state)
{
	static char fdt[1 << 14];
	unsigned int n;

	(void)state;
	core_shim.fdt = fdt;
	make_crowd(fdt, sizeof(fdt), 10, 7);
	assert_int_equal(core_shim_init(), TEE_SUCCESS);
	for (n = 0; n < 8; n++) {
		assert_int_equal(memories_check_core(n), TEE_SUCCESS);
		assert_non_null(memories_get(n, 6));
		assert_int_equal(!!memories_get(n, 7), !(n & 1));
		assert_null(memories_get(n, 8));
	}
	assert_int_equal(memories_check_core(8), TEE_ERROR_ITEM_NOT_FOUND);
	assert_int_equal(memories_check_core(9), TEE_ERROR_ITEM_NOT_FOUND);
	make_crowd(fdt, sizeof(fdt), 10, 8);
	assert_int_equal(core_shim_init(), TEE_SUCCESS);
	for (n = 0; n < 10; n++)
		assert_int_equal(memories_check_core(n),
				 n & 1 ? TEE_SUCCESS :
					 TEE_ERROR_ITEM_NOT_FOUND);
	core_shim.fdt = NULL;
}

static int setup(void **state)
{
	(void)state;
	core_shim_reset();
	return 0;
}

#define TEST(name) cmocka_unit_test_setup(name, setup)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_no_tree),    TEST(test_memories),    TEST(test_names),
		TEST(test_untargeted), TEST(test_bad_names),   TEST(test_crowd),
		TEST(test_bad_cells),  TEST(test_other_nodes),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("pta board", tests, NULL, NULL);
}
