// SPDX-License-Identifier: BSD-2-Clause
/*
 * The pseudo-TA's own room on a platform that only describes: what is taken for its
 * cores and memories, and which pages of the TA's a DMA is told.
 */
#include "../../optee/pta/memories.h"
#include "../../optee/pta/platform.h"
#include "../../optee/pta/ta_memory.h"
#include "cmocka_api.h"
#include "pta_calls.h"
#include "pta_rules.h"

#include <string.h>
#include <teeproc/pta.h>

#define ID 3

static void (*describe_more)(struct core_map *map);
static TEE_Result described;

static TEE_Result describe(struct core_map *map)
{
	static const struct core cores[] = {
		{ .id = ID,
		  .identity = { .core = "r5-0", .soc = "other" },
		  .num_memories = 2,
		  .memories = { { .da = 0x1000, .size = 0x2000 },
				{ .da = 0x10000, .size = UINT32_MAX } } },
		{ .id = ID + 1, .direct = true },
	};

	assert_int_equal(map->num_cores, 0);
	assert_false(map->untargeted);
	memcpy(map->cores, cores, sizeof(cores));
	map->num_cores = 2;
	map->untargeted = true;
	if (describe_more)
		describe_more(map);
	return described;
}

/* It is asked for nothing else: a call of any other operation ends the test. */
const struct rproc_platform rproc_platform RPROC_PLATFORM = {
	.describe = describe,
};

static int setup(void **state)
{
	described = TEE_SUCCESS;
	describe_more = NULL;
	pta_calls_setup(state);
	return core_shim_init();
}

/* A platform that can't tell its cores has none, and that is said. */
static void test_described(void **state)
{
	TEE_Param params[4];
	size_t n;

	(void)state;
	described = TEE_ERROR_NO_DATA;
	assert_int_equal(core_shim_init(), TEE_SUCCESS);
	for (n = 0; n < pta_command_count; n++) {
		memset(params, 0, sizeof(params));
		params[0].value.a = ID;
		assert_int_equal(invoke(pta_commands[n].id,
					pta_commands[n].types, params),
				 TEE_ERROR_NO_DATA);
	}
	assert_null(memories_identity(ID));
	assert_null(memories_get(ID, 0));
	assert_false(memories_allow_untargeted());
	described = TEE_SUCCESS;
	assert_int_equal(core_shim_init(), TEE_SUCCESS);
	assert_int_equal(memories_check_core(ID), TEE_SUCCESS);
	assert_string_equal(memories_identity(ID)->core, "r5-0");
	assert_true(memories_allow_untargeted());
}

static void too_many_cores(struct core_map *map)
{
	map->num_cores = CORES_MAX + 1;
}

/* What lies behind the last could be a memory as well. */
static void too_many_memories(struct core_map *map)
{
	size_t n;

	for (n = 0; n < CORE_MEMORIES_MAX; n++)
		map->cores[0].memories[n].size = 1;
	map->cores[0].num_memories = CORE_MEMORIES_MAX + 1;
	strcpy(map->cores[1].identity.core, "r5-1");
}

static void empty_memory(struct core_map *map)
{
	map->cores[0].memories[1].size = 0;
}

static void large_memory(struct core_map *map)
{
	map->cores[0].memories[0].size = UINT64_C(1) << 32;
}

static void beyond_the_end(struct core_map *map)
{
	map->cores[0].memories[0].da = UINT64_MAX - 0x1fff;
}

static void up_to_the_end(struct core_map *map)
{
	size_t n;

	map->num_cores = CORES_MAX;
	map->cores[1].num_memories = CORE_MEMORIES_MAX;
	for (n = 0; n < CORE_MEMORIES_MAX; n++)
		map->cores[1].memories[n].size = 1;
	map->cores[0].memories[0].da = UINT64_MAX - 0x2000;
}

static void test_map(void **state)
{
	void (*const bad[])(struct core_map * map) = {
		too_many_cores, too_many_memories, empty_memory,
		large_memory,	beyond_the_end,
	};
	size_t n;

	(void)state;
	for (n = 0; n < sizeof(bad) / sizeof(*bad); n++) {
		describe_more = bad[n];
		assert_int_equal(core_shim_init(), TEE_SUCCESS);
		assert_int_equal(memories_check_core(ID), TEE_ERROR_GENERIC);
		assert_null(memories_get(ID, 0));
	}
	describe_more = up_to_the_end;
	assert_int_equal(core_shim_init(), TEE_SUCCESS);
	assert_int_equal(memories_check_core(ID), TEE_SUCCESS);
	assert_non_null(memories_find(ID, UINT64_MAX - 0x2000, 0x2000));
	assert_null(memories_find(ID, UINT64_MAX - 0x2000, 0x2001));
}

/* The pages that a DMA is told, and no other */
static void test_pages(void **state)
{
	static const struct {
		size_t offset, size, pages;
	} cases[] = {
		{ 0, 1, 1 },	    { 0, PAGE, 1 },	{ 0, PAGE + 1, 2 },
		{ PAGE - 1, 1, 1 }, { PAGE - 1, 2, 2 }, { 1, 3 * PAGE, 4 },
	};
	uint8_t *shared = core_calls.memory[CORE_MEMORY_SHARED];
	struct ta_memory memory;
	paddr_t pa;
	size_t n;
	size_t page;

	(void)state;
	for (n = 0; n < sizeof(cases) / sizeof(*cases); n++) {
		assert_int_equal(ta_memory_check(shared + cases[n].offset,
						 cases[n].size, true, &memory),
				 TEE_SUCCESS);
		assert_int_equal(ta_memory_pages(&memory), cases[n].pages);
		for (page = 0; page < cases[n].pages; page++) {
			assert_int_equal(ta_memory_page(&memory, page, &pa),
					 TEE_SUCCESS);
			assert_true(pa == core_calls_pa(shared + page * PAGE));
		}
		assert_int_equal(ta_memory_page(&memory, page, &pa),
				 TEE_ERROR_BAD_PARAMETERS);
		assert_int_equal(ta_memory_page(&memory, SIZE_MAX, &pa),
				 TEE_ERROR_BAD_PARAMETERS);
	}
	core_calls.fail_va2pa = 1;
	assert_int_equal(ta_memory_page(&memory, 0, &pa),
			 TEE_ERROR_BAD_PARAMETERS);
}

#define TEST(name) cmocka_unit_test_setup(name, setup)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_described),
		TEST(test_map),
		TEST(test_pages),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("pta map", tests, pta_calls_open,
					   pta_calls_close);
}
