// SPDX-License-Identifier: BSD-2-Clause
/*
 * The pseudo-TA's door: who comes in, with which parameters and with which
 * memory, and what the SoC is asked then.
 */
#include "cmocka_api.h"
#include "pta_calls.h"
#include "pta_rules.h"

#include <inttypes.h>
#include <libfdt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <teeproc/pta.h>
#include <teeproc/ta.h>

static TEE_Result load_hash(void *bytes, size_t size, uint64_t da, void *hash,
			    size_t hash_size)
{
	TEE_Param params[4] = { 0 };

	params[0].value.a = CORE;
	set_memref(params + 1, bytes, size);
	set64(params + 2, da);
	set_memref(params + 3, hash, hash_size);
	return invoke(TEEPROC_PTA_CMD_LOAD_SEGMENT_SHA256,
		      TYPES(MEMREF_INPUT, VALUE_INPUT, MEMREF_INPUT), params);
}

static TEE_Result load(void *bytes, size_t size, uint64_t da, size_t hash_size)
{
	uint8_t *hash = core_calls.memory[CORE_MEMORY_SECURE];

	memset(hash, 0xa5, 64);
	return load_hash(bytes, size, da, hash, hash_size);
}

/* For the very request that the SoC got, and for none that it refused */
static void test_receipt(void **state)
{
	uint32_t words[12] = { CORE, SRAM_DA + 16, 0, 100 };
	uint8_t *hash = core_calls.memory[CORE_MEMORY_SECURE];
	const uint32_t types = TYPES(MEMREF_INPUT, VALUE_INOUT, MEMREF_INPUT);
	uint32_t sum = TEEPROC_RECEIPT_START;
	TEE_Param params[4] = { 0 };
	size_t n;

	(void)state;
	for (n = 0; n < 32; n++) {
		hash[n] = (uint8_t)(0xf8 - 7 * n);
		words[4 + n / 4] |= (uint32_t)hash[n] << 8 * (n % 4);
	}
	params[0].value.a = CORE;
	set_memref(params + 1, core_calls.memory[CORE_MEMORY_SHARED], 100);
	set64(params + 2, SRAM_DA + 16);
	set_memref(params + 3, hash, 32);
	assert_int_equal(invoke(TEEPROC_PTA_CMD_LOAD_RECEIPT, types, params),
			 TEE_SUCCESS);
	for (n = 0; n < sizeof(words) / sizeof(*words); n++)
		sum = (sum ^ words[n]) * TEEPROC_RECEIPT_FACTOR;
	assert_int_equal(params[2].value.a, sum);
	assert_int_equal(params[2].value.b, ~sum);
	set64(params + 2, SRAM_DA + 16);
	soc_refuses = core_shim.requests + 1;
	assert_int_not_equal(invoke(TEEPROC_PTA_CMD_LOAD_RECEIPT, types,
				    params),
			     TEE_SUCCESS);
	soc_refuses = 0;
	assert_int_equal(params[2].value.a, SRAM_DA + 16);
	assert_int_equal(params[2].value.b, 0);
}

static TEE_Result dump(void *bytes, size_t size, uint64_t da)
{
	TEE_Param params[4] = { 0 };

	params[0].value.a = CORE;
	set64(params + 1, da);
	set_memref(params + 2, bytes, size);
	return invoke(TEEPROC_PTA_CMD_READ_MEMORY,
		      TYPES(VALUE_INPUT, MEMREF_OUTPUT, NONE), params);
}

static void *context;

static TEE_Result open_session(uint32_t types, TEE_Param *params)
{
	return core_shim_pta.open_session_entry_point(types, params, &context);
}

static void test_who(void **state)
{
	const uint32_t types = TYPES(NONE, NONE, NONE);
	struct ts_ctx other = { TEEPROC_TA_UUID_INIT, true };
	struct ts_session session = { &other };
	TEE_Param params[4] = { 0 };
	unsigned int bit;

	(void)state;
	assert_int_equal(open_session(types, params), TEE_SUCCESS);
	/* the normal world */
	core_calls.caller = NULL;
	assert_int_equal(open_session(types, params), TEE_ERROR_ACCESS_DENIED);
	/* any other TA; a pseudo-TA that calls itself so */
	core_calls.caller = &session;
	for (bit = 0; bit < 8 * sizeof(other.uuid); bit++) {
		((uint8_t *)&other.uuid)[bit / 8] ^= 1u << bit % 8;
		assert_int_equal(open_session(types, params),
				 TEE_ERROR_ACCESS_DENIED);
		((uint8_t *)&other.uuid)[bit / 8] ^= 1u << bit % 8;
	}
	other.is_user_ta = false;
	assert_int_equal(open_session(types, params), TEE_ERROR_ACCESS_DENIED);

	core_calls.caller = &remoteproc_session;
	assert_int_equal(open_session(0, params), TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(open_session(TYPES(NONE, NONE, VALUE_INPUT), params),
			 TEE_ERROR_BAD_PARAMETERS);
	params[0].value.a = UNKNOWN;
	assert_int_equal(open_session(types, params), TEE_ERROR_ITEM_NOT_FOUND);
	params[0].value.a = DIRECT;
	assert_int_equal(open_session(types, params), TEE_ERROR_ACCESS_DENIED);
	assert_int_equal(core_shim.requests, 0);
}

/* A session for one core has no business with others; OP-TEE's own TA's has. */
static void test_one_core(void **state)
{
	TEE_Result (*run)(void *session, uint32_t command, uint32_t types,
			  TEE_Param *params) =
		core_shim_pta.invoke_command_entry_point;
	const uint32_t types = TYPES(NONE, NONE, NONE);
	TEE_Param params[4] = { 0 };

	(void)state;
	params[0].value.a = CORE;
	params[0].value.b = TEEPROC_PTA_ONE_CORE;
	assert_int_equal(open_session(types, params), TEE_SUCCESS);
	assert_int_equal(run(context, TEEPROC_PTA_CMD_STOP, types, params),
			 TEE_SUCCESS);
	params[0].value.a = UNKNOWN;
	assert_int_equal(run(context, TEEPROC_PTA_CMD_START, types, params),
			 TEE_ERROR_ACCESS_DENIED);
	assert_int_equal(core_shim.requests, 1);
	params[0].value.a = DIRECT;
	assert_int_equal(open_session(types, params), TEE_ERROR_ACCESS_DENIED);
	params[0].value.a = CORE;
	assert_int_equal(run(context, TEEPROC_PTA_CMD_START, types, params),
			 TEE_ERROR_ACCESS_DENIED);
	assert_int_equal(core_shim.requests, 1);
	/* one for all, and what is not said to be for one */
	params[0].value.b = TEEPROC_PTA_ONE_CORE + 1;
	assert_int_equal(open_session(types, params), TEE_SUCCESS);
	assert_null(context);
	params[0].value.b = 0;
	assert_int_equal(open_session(types, params), TEE_SUCCESS);
	params[0].value.a = UNKNOWN;
	assert_int_equal(run(context, TEEPROC_PTA_CMD_STOP, types, params),
			 TEE_ERROR_ITEM_NOT_FOUND);
	params[0].value.a = CORE;
	assert_int_equal(run(context, TEEPROC_PTA_CMD_STOP, types, params),
			 TEE_SUCCESS);
}

/* All 4096 types of four parameters, for each command but the right one */
static void test_types(void **state)
{
	TEE_Param params[4] = { 0 };
	uint32_t types;
	uint32_t n;

	(void)state;
	for (n = 0; n < pta_command_count; n++)
		for (types = 0; types < 1 << 16; types++)
			if (types != pta_commands[n].types && !(types & 0x8888))
				assert_int_equal(invoke(pta_commands[n].id,
							types, params),
						 TEE_ERROR_BAD_PARAMETERS);
	for (n = 0; n < pta_command_count; n++) {
		params[0].value.a = UNKNOWN;
		assert_int_equal(invoke(pta_commands[n].id,
					pta_commands[n].types, params),
				 TEE_ERROR_ITEM_NOT_FOUND);
		params[0].value.a = DIRECT;
		assert_int_equal(invoke(pta_commands[n].id,
					pta_commands[n].types, params),
				 TEE_ERROR_ACCESS_DENIED);
	}
	params[0].value.a = CORE;
	assert_int_equal(invoke(0, 0, params), TEE_ERROR_NOT_IMPLEMENTED);
	assert_int_equal(invoke(TEEPROC_PTA_CMD_LOAD, TYPES(NONE, NONE, NONE),
				params),
			 TEE_ERROR_NOT_IMPLEMENTED);
	assert_int_equal(invoke(UINT32_MAX, 0, params),
			 TEE_ERROR_NOT_IMPLEMENTED);
	assert_int_equal(core_shim.requests, 0);
}

static void check_list(const uint8_t *bytes, size_t size)
{
	const uint8_t *page = bytes - (uintptr_t)bytes % PAGE;
	size_t n = 0;

	for (; page < bytes + size; page += PAGE, n++)
		assert_true(core_calls.entries[n] == core_calls_pa(page));
	assert_int_equal(core_calls.cleaned, n * 8);
}

static void test_load(void **state)
{
	uint8_t *shared = core_calls.memory[CORE_MEMORY_SHARED];
	const size_t sizes[] = { 1, 2, PAGE - 1, PAGE, PAGE + 1, 5 * PAGE };
	const size_t offsets[] = { 0, 1, 16, PAGE - 1, PAGE, 3 * PAGE + 7 };
	char line[256];
	size_t s;
	size_t o;

	(void)state;
	for (s = 0; s < 6; s++) {
		for (o = 0; o < 6; o++) {
			uint8_t *bytes = shared + offsets[o];

			pta_calls_setup(NULL);
			assert_int_equal(load(bytes, sizes[s], SRAM_DA + 16,
					      32),
					 TEE_SUCCESS);
			check_list(bytes, sizes[s]);
			snprintf(line, sizeof(line), "load 0 %x %zx ",
				 SRAM_DA + 16, sizes[s]);
			assert_memory_equal(soc_lines[0], line, strlen(line));
			assert_memory_equal(soc_lines[0] + strlen(line),
					    "a5a5a5a5", 8);
			snprintf(line, sizeof(line), " 5fff0000 %zx ",
				 offsets[o] % PAGE);
			assert_non_null(strstr(soc_lines[0], line));
		}
	}
	/* read-only is enough to be read */
	assert_int_equal(load(core_calls.memory[CORE_MEMORY_SHARED_READ_ONLY],
			      64, 0, 32),
			 TEE_SUCCESS);
}

/* None of these gets to the SoC, or leaves the list locked. */
static void test_refused_memory(void **state)
{
	uint8_t *shared = core_calls.memory[CORE_MEMORY_SHARED];
	uint8_t *secure = core_calls.memory[CORE_MEMORY_SECURE];
	uint8_t *fixed = core_calls.memory[CORE_MEMORY_SHARED_READ_ONLY];
	const size_t most = (core_calls.entries_size / 8 - 1) * PAGE;

	(void)state;
	/* the TA's own memory is none that a DMA reads or writes */
	assert_int_equal(load(secure, 64, 0, 32), TEE_ERROR_ACCESS_DENIED);
	assert_int_equal(dump(secure, 64, 0), TEE_ERROR_ACCESS_DENIED);
	assert_int_equal(dump(fixed, 64, 0), TEE_ERROR_ACCESS_DENIED);
	/* half of it, all of it, or nothing is mapped */
	assert_int_equal(load(shared + CORE_MEMORY_SIZE - 8, 16, 0, 32),
			 TEE_ERROR_ACCESS_DENIED);
	assert_int_equal(load((void *)PAGE, 16, 0, 32),
			 TEE_ERROR_ACCESS_DENIED);
	assert_int_equal(load(NULL, 16, 0, 32), TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(load(shared, 0, 0, 32), TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(dump(shared, 0, 0), TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(dump(shared, 0, 0x10000000), TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(load_hash(shared, 64, 0, (void *)PAGE, 32),
			 TEE_ERROR_ACCESS_DENIED);
	/* no memory of the core; sums that overflow */
	assert_int_equal(load(shared, 16, 0x10000000, 32),
			 TEE_ERROR_ACCESS_DENIED);
	assert_int_equal(load(shared, 16, UINT64_MAX - 7, 32),
			 TEE_ERROR_ACCESS_DENIED);
	assert_int_equal(load(shared, SIZE_MAX, SRAM_DA, 32),
			 TEE_ERROR_ACCESS_DENIED);
	assert_int_equal(load(shared, 16, UINT64_C(1) << 32, 32),
			 TEE_ERROR_ACCESS_DENIED);
	assert_int_equal(dump(shared, 0x400001, 0), TEE_ERROR_ACCESS_DENIED);
	/* hashes of another size */
	assert_int_equal(load(shared, 16, 0, 31), TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(load(shared, 16, 0, 33), TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(load(shared, 16, 0, 0), TEE_ERROR_BAD_PARAMETERS);
	/* the list has an entry for each page that the core has room for */
	assert_in_range(most, 16 << 20, CORE_MEMORY_SIZE);
	assert_int_equal(core_shim.requests, 0);
}

/* Where the memory of core 0 ends, the list does not: all of it fits. */
static void test_most(void **state)
{
	uint8_t *bytes = core_calls.memory[CORE_MEMORY_SHARED] + PAGE - 1;

	(void)state;
	assert_int_equal(load(bytes, 16 << 20, SRAM_DA, 32), TEE_SUCCESS);
	check_list(bytes, 16 << 20);
	assert_int_equal(dump(bytes, 16 << 20, SRAM_DA), TEE_SUCCESS);
	assert_int_equal(core_shim.requests, 2);
}

/* What the list has no room for, of a core that has as much memory */
static void test_more(void **state)
{
	const size_t most = (core_calls.entries_size / 8 - 1) * PAGE;
	uint8_t *bytes = core_calls.memory[CORE_MEMORY_SHARED] + PAGE - 1;
	const uint32_t reg[] = { cpu_to_fdt32(SRAM_DA),
				 cpu_to_fdt32(CORE_MEMORY_SIZE) };
	void *tree = pta_calls_tree();
	int core =
		fdt_node_offset_by_compatible(tree, -1, "teeproc,board-core");
	int memory;

	(void)state;
	assert_true(core >= 0 && most < CORE_MEMORY_SIZE);
	fdt_for_each_subnode(memory, tree, core)
		if (fdt_getprop(tree, memory, "teeproc,pa", NULL))
			break;
	assert_int_equal(fdt_setprop(tree, memory, "reg", reg, sizeof(reg)), 0);
	assert_int_equal(core_shim_init(), TEE_SUCCESS);
	assert_int_equal(load(bytes, most + 1, SRAM_DA, 32),
			 TEE_ERROR_EXCESS_DATA);
	assert_int_equal(dump(bytes, CORE_MEMORY_SIZE - PAGE, SRAM_DA),
			 TEE_ERROR_EXCESS_DATA);
	assert_int_equal(core_shim.requests, 0);
	assert_int_equal(load(bytes, most, SRAM_DA, 32), TEE_SUCCESS);
	check_list(bytes, most);
	pta_calls_tree();
	assert_int_equal(core_shim_init(), TEE_SUCCESS);
}

/* Nothing is moved for nobody, nor with a page that has no physical address. */
static void test_no_list(void **state)
{
	uint8_t *shared = core_calls.memory[CORE_MEMORY_SHARED];
	struct ts_ctx other = { TEEPROC_TA_UUID_INIT, false };
	struct ts_session session = { &other };
	unsigned int n;

	(void)state;
	core_calls.caller = NULL;
	assert_int_equal(dump(shared, 64, 0), TEE_ERROR_ACCESS_DENIED);
	core_calls.caller = &session;
	assert_int_equal(dump(shared, 64, 0), TEE_ERROR_ACCESS_DENIED);
	core_calls.caller = &remoteproc_session;
	for (n = 1; n <= 3; n++) {
		core_calls.fail_va2pa = n;
		assert_int_equal(dump(shared, 3 * PAGE, 0),
				 TEE_ERROR_BAD_PARAMETERS);
		core_calls.fail_va2pa = n;
		assert_int_equal(load(shared, 3 * PAGE, 0, 32),
				 TEE_ERROR_BAD_PARAMETERS);
	}
	assert_int_equal(core_shim.requests, 0);
}

/* One memory that can't be scrubbed does not save the others. */
static void test_release(void **state)
{
	TEE_Param params[4] = { 0 };
	unsigned int n;

	(void)state;
	for (n = 0; n <= 3; n++) {
		pta_calls_setup(NULL);
		soc_refuses = n;
		/* shows: RELEASE SoC GENERIC */
		assert_int_equal(invoke(TEEPROC_PTA_CMD_RELEASE,
					TYPES(NONE, NONE, NONE), params),
				 n ? TEE_ERROR_GENERIC : TEE_SUCCESS);
		assert_int_equal(core_shim.requests, 3);
		assert_memory_equal(soc_lines[0], "fill 0 0 400000 0 ", 18);
		assert_memory_equal(soc_lines[1], "fill 0 20000000 400000 0 ",
				    25);
		assert_memory_equal(soc_lines[2], "fill 0 21000000 1000000 0 ",
				    26);
	}
}

static TEE_Result verify(uint32_t algo, uint32_t info_size, size_t key_size,
			 size_t digest_size, size_t sig_size)
{
	uint8_t *secure = core_calls.memory[CORE_MEMORY_SECURE];
	TEE_Param params[4] = { 0 };

	memcpy(secure, &algo, 4);
	memcpy(secure + 4, &info_size, 4);
	set_memref(params + 1, secure, key_size);
	set_memref(params + 2, secure + 1024, digest_size);
	set_memref(params + 3, secure + 2048, sig_size);
	return invoke(TEEPROC_PTA_CMD_VERIFY_DIGEST,
		      TYPES(MEMREF_INPUT, MEMREF_INPUT, MEMREF_INPUT), params);
}

static void test_verify(void **state)
{
	const uint32_t algo = TEE_ALG_ECDSA_P256;

	(void)state;
	/* lengths that lie */
	assert_int_equal(verify(algo, 32, 7, 32, 64), TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(verify(algo, 32, 39, 32, 64),
			 TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(verify(algo, 32, 41, 32, 64),
			 TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(verify(algo, UINT32_MAX, 40, 32, 64),
			 TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(verify(algo, UINT32_MAX - 7, 0, 32, 64),
			 TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(verify(algo, 33, 41, 32, 64), TEE_ERROR_SECURITY);
	assert_int_equal(verify(algo, 31, 39, 32, 64), TEE_ERROR_SECURITY);
	assert_int_equal(verify(algo, 32, 40, 31, 64),
			 TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(verify(algo, 32, 40, 32, 0), TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(verify(algo, 32, 40, 33, 64),
			 TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(verify(algo, 32, 40, 32, 513),
			 TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(verify(algo ^ 0x100, 32, 40, 32, 64),
			 TEE_ERROR_NOT_SUPPORTED);
	assert_int_equal(core_shim.requests, 0);
	/* the SoC has no key at all */
	soc_answer = "err none";
	assert_int_equal(verify(algo, 32, 40, 32, 64), TEE_ERROR_SECURITY);
	assert_int_equal(verify(algo, 0, 8, 32, 64), TEE_ERROR_SECURITY);
	assert_int_equal(core_shim.requests, TEEPROC_KEY_SLOTS + 1);
}

#define TEST(name) cmocka_unit_test_setup(name, pta_calls_setup)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_who),	     TEST(test_types),
		TEST(test_load),     TEST(test_refused_memory),
		TEST(test_most),     TEST(test_release),
		TEST(test_verify),   TEST(test_receipt),
		TEST(test_one_core), TEST(test_more),
		TEST(test_no_list),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("pta calls", tests, pta_calls_open,
					   pta_calls_close);
}
