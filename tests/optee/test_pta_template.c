// SPDX-License-Identifier: BSD-2-Clause
/*
 * The platform that a port begins with: it has nothing, says so, and lets nobody
 * in.
 */
#include "../../optee/pta/counter.h"
#include "../../optee/pta/keys.h"
#include "../../optee/pta/memories.h"
#include "../../optee/pta/platform.h"
#include "../../optee/pta/ta_memory.h"
#include "cmocka_api.h"
#include "pta_calls.h"
#include "pta_rules.h"

#include <string.h>

#define NOT_IMPLEMENTED TEE_ERROR_NOT_IMPLEMENTED

static void test_sessions(void **state)
{
	TEE_Param params[4] = { 0 };
	void *context = NULL;
	uint32_t core;

	(void)state;
	for (core = 0; core < 16; core++) {
		params[0].value.a = core;
		assert_int_equal(core_shim_pta
					 .open_session_entry_point(TYPES(NONE,
									 NONE,
									 NONE),
								   params,
								   &context),
				 NOT_IMPLEMENTED);
	}
	core_calls.caller = NULL;
	assert_int_equal(core_shim_pta.open_session_entry_point(TYPES(NONE,
								      NONE,
								      NONE),
								params,
								&context),
			 TEE_ERROR_ACCESS_DENIED);
}

static void test_commands(void **state)
{
	TEE_Param params[4] = { 0 };
	size_t n;

	(void)state;
	for (n = 0; n < pta_command_count; n++) {
		assert_int_equal(invoke(pta_commands[n].id,
					pta_commands[n].types, params),
				 NOT_IMPLEMENTED);
		assert_int_equal(invoke(pta_commands[n].id,
					pta_commands[n].types ^ 1, params),
				 TEE_ERROR_BAD_PARAMETERS);
	}
}

/* Each of them, for when the first core is described */
static void test_operations(void **state)
{
	static struct core_map map;
	static struct rproc_key_slot slot;
	const struct rproc_platform *platform = &rproc_platform;
	const struct ta_memory memory = { .size = 1 };
	const uint8_t hash[32] = { 0 };
	uint64_t regs[TEEPROC_PTA_REGS_MAX];
	uint32_t bits = 6;
	size_t num = 7;
	uint32_t value = 5;

	(void)state;
	assert_int_equal(platform->describe(&map), NOT_IMPLEMENTED);
	assert_int_equal(platform->load(0, 0, &memory, hash), NOT_IMPLEMENTED);
	assert_int_equal(platform->zero(0, 0, 1), NOT_IMPLEMENTED);
	assert_int_equal(platform->read(0, 0, &memory), NOT_IMPLEMENTED);
	assert_int_equal(platform->start(0), NOT_IMPLEMENTED);
	assert_int_equal(platform->stop(0), NOT_IMPLEMENTED);
	assert_int_equal(platform->get_state(0, &value), NOT_IMPLEMENTED);
	assert_int_equal(platform->read_registers(0, regs, &num),
			 NOT_IMPLEMENTED);
	assert_int_equal(platform->get_machine(0, &value, &bits),
			 NOT_IMPLEMENTED);
	assert_int_equal(platform->read_key(0, &slot), NOT_IMPLEMENTED);
	assert_int_equal(platform->read_counter(0, &value), NOT_IMPLEMENTED);
	assert_int_equal(platform->raise_counter(0, 1), NOT_IMPLEMENTED);
	assert_false(platform->has_counter);
}

/* What is built on them: no key verifies, and there is no counter to disturb */
static void test_refused(void **state)
{
	const uint8_t bytes[64] = { 0 };
	uint32_t value = 5;

	(void)state;
	assert_int_equal(keys_verify(0, TEE_ALG_ECDSA_SHA256, bytes, 32, bytes,
				     bytes, 64),
			 NOT_IMPLEMENTED);
	assert_int_equal(keys_verify(0, TEE_ALG_ECDSA_SHA256, bytes, 0, bytes,
				     bytes, 64),
			 NOT_IMPLEMENTED);
	assert_int_equal(counter_read(0, &value), NOT_IMPLEMENTED);
	assert_int_equal(value, 5);
	assert_int_equal(counter_raise(0, 1), NOT_IMPLEMENTED);
}

#define TEST(name) cmocka_unit_test_setup(name, pta_calls_setup)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_sessions),
		TEST(test_commands),
		TEST(test_operations),
		TEST(test_refused),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("pta template", tests,
					   pta_calls_open, pta_calls_close);
}
