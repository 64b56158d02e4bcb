// SPDX-License-Identifier: BSD-2-Clause
/*
 * What the pseudo-TA makes of the SoC's answers, and what it answers itself.
 */
#include "cmocka_api.h"
#include "pta_calls.h"

#include <libfdt.h>
#include <string.h>
#include <teeproc/machine.h>
#include <teeproc/pta.h>

#include "../../optee/pta/memories.h"

/* Where the page list is: before any other test, since it is mapped once */
static void test_page_list(void **state)
{
	const uint32_t types = TYPES(VALUE_INPUT, MEMREF_OUTPUT, NONE);
	const uint32_t elsewhere[] = { 0, cpu_to_fdt32(0x40000000), 0,
				       cpu_to_fdt32(0x10000) };
	TEE_Param params[4] = { 0 };
	void *tree = pta_calls_tree();
	int board = fdt_node_offset_by_compatible(tree, -1, "teeproc,board");

	(void)state;
	set_memref(params + 2, core_calls.memory[CORE_MEMORY_SHARED], 64);
	assert_int_equal(fdt_delprop(tree, board, "teeproc,dma-list"), 0);
	assert_int_equal(core_shim_init(), TEE_SUCCESS);
	assert_int_equal(invoke(TEEPROC_PTA_CMD_READ_MEMORY, types, params),
			 TEE_ERROR_NOT_SUPPORTED);
	/* that memory can't be mapped */
	assert_int_equal(fdt_setprop(tree, board, "teeproc,dma-list", elsewhere,
				     sizeof(elsewhere)),
			 0);
	assert_int_equal(core_shim_init(), TEE_SUCCESS);
	assert_int_equal(invoke(TEEPROC_PTA_CMD_READ_MEMORY, types, params),
			 TEE_ERROR_OUT_OF_MEMORY);
	assert_int_equal(core_shim.requests, 0);
	pta_calls_tree();
	assert_int_equal(core_shim_init(), TEE_SUCCESS);
	assert_int_equal(invoke(TEEPROC_PTA_CMD_READ_MEMORY, types, params),
			 TEE_SUCCESS);
}

/* The SoC's refusal is the command's, whichever it is. */
static void test_refusals(void **state)
{
	static const struct {
		uint32_t id;
		uint32_t types;
		const char *line;
	} commands[] = {
		{ TEEPROC_PTA_CMD_LOAD_SEGMENT_SHA256,
		  TYPES(MEMREF_INPUT, VALUE_INPUT, MEMREF_INPUT), "load 0 " },
		{ TEEPROC_PTA_CMD_LOAD_RECEIPT,
		  TYPES(MEMREF_INPUT, VALUE_INOUT, MEMREF_INPUT), "load 0 " },
		{ TEEPROC_PTA_CMD_SET_MEMORY,
		  TYPES(VALUE_INPUT, VALUE_INPUT, VALUE_INPUT),
		  "fill 0 0 20 0 " },
		{ TEEPROC_PTA_CMD_START, TYPES(NONE, NONE, NONE), "start 0 " },
		{ TEEPROC_PTA_CMD_STOP, TYPES(NONE, NONE, NONE), "stop 0 " },
		{ TEEPROC_PTA_CMD_GET_COUNTER, TYPES(VALUE_OUTPUT, NONE, NONE),
		  "counter 0 " },
		{ TEEPROC_PTA_CMD_RAISE_COUNTER, TYPES(VALUE_INPUT, NONE, NONE),
		  "raise 0 20 " },
		{ TEEPROC_PTA_CMD_READ_MEMORY,
		  TYPES(VALUE_INPUT, MEMREF_OUTPUT, NONE), "dump 0 " },
		{ TEEPROC_PTA_CMD_READ_REGISTERS,
		  TYPES(MEMREF_OUTPUT, NONE, NONE), "regs 0 " },
		{ TEEPROC_PTA_CMD_GET_CORE_STATE,
		  TYPES(VALUE_OUTPUT, NONE, NONE), "state 0 " },
		{ TEEPROC_PTA_CMD_GET_MACHINE, TYPES(VALUE_OUTPUT, NONE, NONE),
		  "machine 0 " },
	};
	static const struct {
		const char *answer;
		TEE_Result res;
	} refusals[] = {
		{ "err hash", TEE_ERROR_SECURITY },
		{ "err busy", TEE_ERROR_BAD_STATE },
		{ "err dead", TEE_ERROR_COMMUNICATION },
		{ "err io", TEE_ERROR_GENERIC },
	};
	uint8_t *shared = core_calls.memory[CORE_MEMORY_SHARED];
	size_t n;
	size_t r;
	unsigned int i;

	(void)state;
	for (n = 0; n < sizeof(commands) / sizeof(*commands); n++) {
		for (r = 0; r < sizeof(refusals) / sizeof(*refusals); r++) {
			TEE_Param params[4] = { 0 };

			for (i = 1; i < 4; i++) {
				uint32_t type = commands[n].types >> 4 * i & 15;

				if (type == TEE_PARAM_TYPE_MEMREF_INPUT)
					set_memref(params + i, shared, 32);
				if (type == TEE_PARAM_TYPE_MEMREF_OUTPUT)
					set_memref(params + i, shared, 128);
			}
			if (commands[n].id == TEEPROC_PTA_CMD_SET_MEMORY)
				set64(params + 2, 32);
			if (commands[n].id == TEEPROC_PTA_CMD_RAISE_COUNTER)
				params[1].value.a = 32;
			pta_calls_setup(NULL);
			soc_answer = refusals[r].answer;
			assert_int_equal(invoke(commands[n].id,
						commands[n].types, params),
					 refusals[r].res);
			assert_int_equal(core_shim.requests, 1);
			assert_memory_equal(soc_lines[0], commands[n].line,
					    strlen(commands[n].line));
		}
	}
}

/* Here is a counter; what the TA would take for none is a fault of the SoC. */
static void test_counter(void **state)
{
	TEE_Param params[4] = { 0 };

	(void)state;
	soc_answer = "ok fedcba98";
	params[1].value.b = 1;
	assert_int_equal(invoke(TEEPROC_PTA_CMD_GET_COUNTER,
				TYPES(VALUE_OUTPUT, NONE, NONE), params),
			 TEE_SUCCESS);
	assert_int_equal(params[1].value.a, 0xfedcba98);
	assert_int_equal(params[1].value.b, 0);
	soc_answer = "ok";
	assert_int_equal(invoke(TEEPROC_PTA_CMD_GET_COUNTER,
				TYPES(VALUE_OUTPUT, NONE, NONE), params),
			 TEE_ERROR_COMMUNICATION);
	soc_answer = "err verb";
	assert_int_equal(invoke(TEEPROC_PTA_CMD_GET_COUNTER,
				TYPES(VALUE_OUTPUT, NONE, NONE), params),
			 TEE_ERROR_COMMUNICATION);
	assert_int_equal(invoke(TEEPROC_PTA_CMD_RAISE_COUNTER,
				TYPES(VALUE_INPUT, NONE, NONE), params),
			 TEE_ERROR_COMMUNICATION);
}

static void test_core_state(void **state)
{
	TEE_Param params[4] = { 0 };

	(void)state;
	soc_answer = "ok 2";
	memset(params + 1, 0xee, 3 * sizeof(*params));
	assert_int_equal(invoke(TEEPROC_PTA_CMD_GET_CORE_STATE,
				TYPES(VALUE_OUTPUT, NONE, NONE), params),
			 TEE_SUCCESS);
	assert_int_equal(params[1].value.a, 2);
	assert_int_equal(params[1].value.b, 0);
	soc_answer = "ok x";
	assert_int_equal(invoke(TEEPROC_PTA_CMD_GET_CORE_STATE,
				TYPES(VALUE_OUTPUT, NONE, NONE), params),
			 TEE_ERROR_COMMUNICATION);
}

static void test_capabilities(void **state)
{
	TEE_Param params[4] = { 0 };

	(void)state;
	memset(params + 1, 0xee, 2 * sizeof(*params));
	assert_int_equal(invoke(TEEPROC_PTA_CMD_HW_CAPABILITIES,
				TYPES(VALUE_OUTPUT, VALUE_OUTPUT, NONE),
				params),
			 TEE_SUCCESS);
	assert_int_equal(params[1].value.a, TEEPROC_PTA_FMT_ELF);
	assert_int_equal(params[1].value.b, 0);
	assert_int_equal(params[2].value.a, TEEPROC_PTA_PROT_HASH_TABLE);
	assert_int_equal(params[2].value.b, 0);
	assert_int_equal(core_shim.requests, 0);
}

static void test_memory_map(void **state)
{
	static const uint32_t map[3][3] = {
		{ 0, 0x400000, 0 },
		{ 0x20000000, 0x400000, 0 },
		{ SRAM_DA, 0x1000000, 1 },
	};
	const uint32_t types = TYPES(VALUE_OUTPUT, VALUE_OUTPUT, NONE);
	TEE_Param params[4] = { 0 };
	uint32_t n;

	(void)state;
	for (n = 0; n < 3; n++) {
		params[0].value.b = n;
		memset(params + 1, 0xee, 2 * sizeof(*params));
		assert_int_equal(invoke(TEEPROC_PTA_CMD_GET_MEMORY, types,
					params),
				 TEE_SUCCESS);
		assert_int_equal(params[1].value.a, map[n][0]);
		assert_int_equal(params[1].value.b, 0);
		assert_int_equal(params[2].value.a, map[n][1]);
		assert_int_equal(params[2].value.b, map[n][2]);
	}
	for (n = 3; n < 12; n++) {
		params[0].value.b = n;
		assert_int_equal(invoke(TEEPROC_PTA_CMD_GET_MEMORY, types,
					params),
				 TEE_ERROR_ITEM_NOT_FOUND);
	}
	params[0].value.b = UINT32_MAX;
	assert_int_equal(invoke(TEEPROC_PTA_CMD_GET_MEMORY, types, params),
			 TEE_ERROR_ITEM_NOT_FOUND);
}

static void test_registers(void **state)
{
	uint8_t *shared = core_calls.memory[CORE_MEMORY_SHARED];
	TEE_Param params[4] = { 0 };
	const uint32_t types = TYPES(MEMREF_OUTPUT, NONE, NONE);
	static const char *const bad[] = {
		"ok 1 2 3",
		"ok 1 2 3 4 5 6 7 8 9 a b c d e f 10",
		"ok 1 2 3 4 5 6 7 8 9 a b c d e f 10 11111111111111111",
		"ok 1 2 3 4 5 6 7 8 9 a b c d e f 10 g",
		"ok 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5",
	};
	size_t n;

	(void)state;
	soc_answer = "ok 1 2 3 4 5 6 7 8 9 a b c d e f 10 ffffffff";
	set_memref(params + 1, shared, 100);
	assert_int_equal(invoke(TEEPROC_PTA_CMD_READ_REGISTERS, types, params),
			 TEE_SUCCESS);
	assert_int_equal(params[1].memref.size, 68);
	core_shim.requests = 0;
	memset(shared, 0, 68);
	set_memref(params + 1, shared, 67);
	assert_int_equal(invoke(TEEPROC_PTA_CMD_READ_REGISTERS, types, params),
			 TEE_ERROR_SHORT_BUFFER);
	assert_int_equal(params[1].memref.size, 68);
	assert_int_equal(core_shim.requests, 0);
	assert_int_equal(invoke(TEEPROC_PTA_CMD_READ_REGISTERS, types, params),
			 TEE_SUCCESS);
	assert_int_equal(shared[4 * 15], 0x10);
	assert_int_equal(shared[4 * 16 + 3], 0xff);
	/* no room for the SoC's answer */
	core_shim.requests = 0;
	core_shim.fail_heap = 1;
	assert_int_equal(invoke(TEEPROC_PTA_CMD_READ_REGISTERS, types, params),
			 TEE_ERROR_OUT_OF_MEMORY);
	assert_int_equal(core_shim.requests, 0);
	/* one too few, too many, too wide, no number */
	for (n = 0; n < sizeof(bad) / sizeof(*bad); n++) {
		soc_answer = bad[n];
		set_memref(params + 1, shared, 200);
		assert_int_equal(invoke(TEEPROC_PTA_CMD_READ_REGISTERS, types,
					params),
				 TEE_ERROR_COMMUNICATION);
	}
}

static void test_wide_registers(void **state)
{
	uint8_t *shared = core_calls.memory[CORE_MEMORY_SHARED];
	TEE_Param params[4] = { 0 };

	(void)state;
	soc_answer = "ok 1 2 3 4 5 6 7 8 9 a b c d e f 10 11 fedcba9876543210";
	params[0].value.b = 8;
	set_memref(params + 1, shared, 8 * 18);
	assert_int_equal(invoke(TEEPROC_PTA_CMD_READ_REGISTERS,
				TYPES(MEMREF_OUTPUT, NONE, NONE), params),
			 TEE_SUCCESS);
	assert_int_equal(params[1].memref.size, 8 * 18);
	assert_int_equal(shared[8 * 16], 0x11);
	assert_int_equal(shared[8 * 17], 0x10);
	assert_int_equal(shared[8 * 17 + 7], 0xfe);
}

static void test_machine(void **state)
{
	static const char *const bad[] = { "ok", "ok f3", "ok f3 x",
					   "ok 100000000 40" };
	const uint32_t types = TYPES(VALUE_OUTPUT, NONE, NONE);
	TEE_Param params[4] = { 0 };
	size_t n;

	(void)state;
	soc_answer = "ok f3 40";
	assert_int_equal(invoke(TEEPROC_PTA_CMD_GET_MACHINE, types, params),
			 TEE_SUCCESS);
	assert_int_equal(params[1].value.a, TEEPROC_EM_RISCV);
	assert_int_equal(params[1].value.b, 64);
	for (n = 0; n < sizeof(bad) / sizeof(*bad); n++) {
		soc_answer = bad[n];
		assert_int_equal(invoke(TEEPROC_PTA_CMD_GET_MACHINE, types,
					params),
				 TEE_ERROR_COMMUNICATION);
	}
}

static void test_da_to_pa(void **state)
{
	const uint32_t types = TYPES(VALUE_INPUT, VALUE_INPUT, VALUE_OUTPUT);
	TEE_Param params[4] = { 0 };

	(void)state;
	set64(params + 1, SRAM_DA + 0x100);
	set64(params + 2, 0x1000000 - 0x100);
	assert_int_equal(invoke(TEEPROC_PTA_CMD_DA_TO_PA, types, params),
			 TEE_SUCCESS);
	assert_int_equal(params[3].value.a, 0x60000100);
	assert_int_equal(params[3].value.b, 0);
	set64(params + 2, 0x1000000 - 0xff);
	set64(params + 3, 0);
	assert_int_equal(invoke(TEEPROC_PTA_CMD_DA_TO_PA, types, params),
			 TEE_ERROR_ACCESS_DENIED);
	assert_int_equal(params[3].value.a, 0);
	/* a table that begins in it and ends somewhere beyond */
	set64(params + 2, UINT64_C(1) << 32);
	assert_int_equal(invoke(TEEPROC_PTA_CMD_DA_TO_PA, types, params),
			 TEE_ERROR_ACCESS_DENIED);
	/* the TCMs have none */
	set64(params + 1, 0x20000000);
	set64(params + 2, 4);
	assert_int_equal(invoke(TEEPROC_PTA_CMD_DA_TO_PA, types, params),
			 TEE_ERROR_ACCESS_DENIED);
	assert_int_equal(core_shim.requests, 0);
}

static void test_identity(void **state)
{
	const uint32_t types = TYPES(MEMREF_OUTPUT, VALUE_OUTPUT, NONE);
	uint8_t *secure = core_calls.memory[CORE_MEMORY_SECURE];
	const size_t size = sizeof(struct teeproc_identity);
	struct teeproc_identity identity;
	TEE_Param params[4] = { 0 };

	(void)state;
	set_memref(params + 1, secure, size - 1);
	assert_int_equal(invoke(TEEPROC_PTA_CMD_GET_IDENTITY, types, params),
			 TEE_ERROR_SHORT_BUFFER);
	assert_int_equal(params[1].memref.size, size);
	memset(secure, 0xee, size + 8);
	memset(params + 2, 0xee, sizeof(*params));
	set_memref(params + 1, secure, size + 8);
	assert_int_equal(invoke(TEEPROC_PTA_CMD_GET_IDENTITY, types, params),
			 TEE_SUCCESS);
	assert_int_equal(params[1].memref.size, size);
	assert_int_equal(secure[size], 0xee);
	assert_int_equal(params[2].value.a, 0);
	assert_int_equal(params[2].value.b, 0);
	memcpy(&identity, secure, size);
	assert_string_equal(identity.core, "m4-0");
	assert_string_equal(identity.soc, "teeproc-virt");
	set_memref(params + 1, core_calls.memory[CORE_MEMORY_SHARED_READ_ONLY],
		   size);
	assert_int_equal(invoke(TEEPROC_PTA_CMD_GET_IDENTITY, types, params),
			 TEE_ERROR_ACCESS_DENIED);
	assert_int_equal(core_shim.requests, 0);
}

/* Images that name no core are taken where the board's tree says so, only. */
static void test_untargeted(void **state)
{
	const uint32_t types = TYPES(MEMREF_OUTPUT, VALUE_OUTPUT, NONE);
	TEE_Param params[4] = { 0 };
	void *tree = pta_calls_tree();
	int board = fdt_node_offset_by_compatible(tree, -1, "teeproc,board");
	int allowed;

	(void)state;
	assert_int_equal(fdt_setprop(tree, board, "teeproc,allow-untargeted",
				     NULL, 0),
			 0);
	for (allowed = 1; allowed >= 0; allowed--) {
		assert_int_equal(core_shim_init(), TEE_SUCCESS);
		set_memref(params + 1, core_calls.memory[CORE_MEMORY_SECURE],
			   sizeof(struct teeproc_identity));
		assert_int_equal(invoke(TEEPROC_PTA_CMD_GET_IDENTITY, types,
					params),
				 TEE_SUCCESS);
		assert_int_equal(params[2].value.a,
				 allowed ? TEEPROC_IDENTITY_UNTARGETED : 0);
		pta_calls_tree();
	}
	/* no tree at all is no leave either */
	fdt_setprop(pta_calls_tree(), board, "teeproc,allow-untargeted", NULL,
		    0);
	assert_int_equal(core_shim_init(), TEE_SUCCESS);
	core_shim.fdt = NULL;
	assert_int_equal(core_shim_init(), TEE_SUCCESS);
	assert_false(memories_allow_untargeted());
	pta_calls_tree();
	assert_int_equal(core_shim_init(), TEE_SUCCESS);
}

/* Any other byte would be in what a firmware takes for zeroes. */
static void test_zeroes(void **state)
{
	const uint32_t types = TYPES(VALUE_INPUT, VALUE_INPUT, VALUE_INPUT);
	TEE_Param params[4] = { 0 };
	unsigned int bit;

	(void)state;
	set64(params + 2, 32);
	for (bit = 0; bit < 32; bit++) {
		params[3].value.a = 1u << bit;
		assert_int_equal(invoke(TEEPROC_PTA_CMD_SET_MEMORY, types,
					params),
				 TEE_ERROR_BAD_PARAMETERS);
	}
	/* nor is anything filled that is no memory of the core's, or nothing */
	params[3].value.a = 0;
	set64(params + 1, 0x10000000);
	assert_int_equal(invoke(TEEPROC_PTA_CMD_SET_MEMORY, types, params),
			 TEE_ERROR_ACCESS_DENIED);
	set64(params + 1, 0x400000 - 31);
	assert_int_equal(invoke(TEEPROC_PTA_CMD_SET_MEMORY, types, params),
			 TEE_ERROR_ACCESS_DENIED);
	set64(params + 2, UINT64_MAX);
	assert_int_equal(invoke(TEEPROC_PTA_CMD_SET_MEMORY, types, params),
			 TEE_ERROR_ACCESS_DENIED);
	set64(params + 2, 0);
	assert_int_equal(invoke(TEEPROC_PTA_CMD_SET_MEMORY, types, params),
			 TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(core_shim.requests, 0);
}

#define TEST(name) cmocka_unit_test_setup(name, pta_calls_setup)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_page_list),	   TEST(test_refusals),
		TEST(test_counter),	   TEST(test_core_state),
		TEST(test_capabilities),   TEST(test_memory_map),
		TEST(test_registers),	   TEST(test_da_to_pa),
		TEST(test_wide_registers), TEST(test_machine),
		TEST(test_identity),	   TEST(test_untargeted),
		TEST(test_zeroes),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("pta values", tests, pta_calls_open,
					   pta_calls_close);
}
