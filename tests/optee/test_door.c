// SPDX-License-Identifier: BSD-2-Clause
/* Who comes in, for which core, and with which parameters. */
#include "cmocka_api.h"
#include "states.h"

#include <util.h>

#include "../../optee/ta/sizes.h"

static const struct {
	uint32_t command;
	uint32_t types;
} right_types[] = {
	{ TEEPROC_TA_CMD_LOAD_FW, TYPES(MEMREF_INPUT, NONE, NONE) },
	{ TEEPROC_TA_CMD_START_FW, TYPES(NONE, NONE, NONE) },
	{ TEEPROC_TA_CMD_STOP_FW, TYPES(NONE, NONE, NONE) },
	{ TEEPROC_TA_CMD_GET_RSC_TABLE,
	  TYPES(VALUE_OUTPUT, VALUE_OUTPUT, NONE) },
	{ TEEPROC_TA_CMD_GET_COREDUMP, TYPES(MEMREF_OUTPUT, NONE, NONE) },
	{ TEEPROC_TA_CMD_RELEASE_FW, TYPES(NONE, NONE, NONE) },
	{ TEEPROC_TA_CMD_GET_STATE, TYPES(VALUE_OUTPUT, NONE, NONE) },
	{ TEEPROC_TA_CMD_GET_MEASUREMENT, TYPES(MEMREF_OUTPUT, NONE, NONE) },
	{ TEEPROC_TA_CMD_LOAD_FW_PIECE,
	  TYPES(MEMREF_INPUT, VALUE_INPUT, NONE) },
	{ TEEPROC_TA_CMD_GET_COREDUMP_PIECE,
	  TYPES(MEMREF_OUTPUT, VALUE_INPUT, NONE) },
};

/* All 4096 combinations for each command, in each state */
static void test_parameter_types(void **state)
{
	static const uint32_t kinds[] = { 0, 1, 2, 3, 5, 6, 7 };
	unsigned int in;
	size_t n;
	size_t i;

	(void)state;
	/* no command is without a row in the state table */
	assert_int_equal(ARRAY_SIZE(state_table), ARRAY_SIZE(right_types));
	for (in = OFF; in < STATE_TABLE_STATES; in++) {
		enter_state(in);
		for (n = 0; n < ARRAY_SIZE(right_types); n++) {
			for (i = 0; i < 7 * 7 * 7 * 7; i++) {
				TEE_Param params[TEE_NUM_PARAMS] = { 0 };
				uint32_t types =
					TEE_PARAM_TYPES(kinds[i % 7],
							kinds[i / 7 % 7],
							kinds[i / 49 % 7],
							kinds[i / 343]);

				if (types == right_types[n].types)
					continue;
				params[0].value.a = FAKE_SMALL;
				assert_int_equal(TA_InvokeCommandEntryPoint(NULL,
									    right_types[n]
										    .command,
									    types,
									    params),
						 TEE_ERROR_BAD_PARAMETERS);
			}
		}
		assert_int_equal(observe_state(), in);
	}
}

static void test_unknown_command(void **state)
{
	static const uint32_t ids[] = { 0,     7,     8,	  0xff,
					0x104, 0x105, 0x7fffffff, 0xffffffff };
	size_t n;
	size_t i;

	(void)state;
	/* not even with the parameters that another one has */
	for (n = 0; n < ARRAY_SIZE(ids) * ARRAY_SIZE(right_types); n++) {
		TEE_Param params[TEE_NUM_PARAMS] = { 0 };

		i = n / ARRAY_SIZE(ids);
		params[0].value.a = FAKE_SMALL;
		assert_int_equal(TA_InvokeCommandEntryPoint(NULL,
							    ids[n %
								ARRAY_SIZE(ids)],
							    right_types[i].types,
							    params),
				 TEE_ERROR_BAD_PARAMETERS);
	}
}

static void test_unknown_core(void **state)
{
	size_t n;

	(void)state;
	assert_int_equal(client_open(FAKE_UNKNOWN), TEE_ERROR_ITEM_NOT_FOUND);
	assert_int_equal(client_open(UINT32_MAX), TEE_ERROR_ITEM_NOT_FOUND);
	for (n = 0; n < ARRAY_SIZE(right_types); n++) {
		TEE_Param params[TEE_NUM_PARAMS] = { 0 };

		params[0].value.a = FAKE_UNKNOWN;
		assert_int_equal(TA_InvokeCommandEntryPoint(NULL,
							    right_types[n]
								    .command,
							    right_types[n].types,
							    params),
				 TEE_ERROR_ITEM_NOT_FOUND);
	}
}

/* What fails when a core is looked at first is told as it is */
static void test_failed_open(void **state)
{
	const uint32_t core = FAKE_CORES - 2;
	unsigned int n;

	(void)state;
	/* who comes, twice */
	for (n = 1; n <= 2; n++) {
		plan_failure(n, TEE_ERROR_COMMUNICATION, false);
		assert_int_equal(client_open(core), TEE_ERROR_ACCESS_DENIED);
	}
	/* session, capabilities, three memories and their end, state */
	for (; n <= 2 + 7; n++) {
		plan_failure(n, TEE_ERROR_COMMUNICATION, false);
		assert_int_equal(client_open(core), TEE_ERROR_COMMUNICATION);
	}
	shim.fail_at = 0;
	assert_int_equal(client_open(core), TEE_SUCCESS);
	/* a session for this core and no other */
	assert_int_equal(fake_pta.session_core, core);
	assert_int_equal(fake_pta.session_kind, TEEPROC_PTA_ONE_CORE);
}

/* A core that the pseudo-TA can do nothing for costs no place in the table. */
static void test_unfit_core(void **state)
{
	unsigned int sessions = shim.sessions;
	unsigned int n;

	(void)state;
	for (n = 0; n < 20; n++) {
		assert_int_equal(client_open(FAKE_NO_ELF),
				 TEE_ERROR_NOT_SUPPORTED);
		assert_int_equal(client_open(FAKE_MANY), TEE_ERROR_EXCESS_DATA);
	}
	fake_pta.cores[FAKE_CORES - 1].hashless = true;
	assert_int_equal(client_open(FAKE_CORES - 1), TEE_ERROR_NOT_SUPPORTED);
	fake_pta.cores[FAKE_CORES - 1].hashless = false;
	assert_int_equal(shim.sessions, sessions);
	assert_int_equal(client_open(FAKE_OTHER), TEE_SUCCESS);
}

/* As many memories as there is room for; what is in none of them is refused */
static void test_many_memories(void **state)
{
	struct image_options options;

	(void)state;
	fake_pta.many = CORE_MEMORIES_MAX + 1;
	assert_int_equal(client_open(FAKE_MANY), TEE_ERROR_EXCESS_DATA);
	fake_pta.many = CORE_MEMORIES_MAX;
	fake_pta.cores[FAKE_MANY].memories[0].da = 0x1000;
	assert_int_equal(client_open(FAKE_MANY), TEE_SUCCESS);
	image_default_options(&options, p256_key);
	options.segments[0].da = 0x1000;
	expect_options_unwanted(FAKE_MANY, &options, TEE_ERROR_ACCESS_DENIED);
	/* what follows the list, its length for one, is no memory of it either */
	fake_pta.cores[FAKE_MANY].memories[0].da = FAKE_CODE_DA;
	options.segments[0] = (struct test_segment){ CORE_MEMORIES_MAX, 1, 1 };
	options.num_segments = 1;
	options.rsc_table = RSC_NONE;
	expect_options_unwanted(FAKE_MANY, &options, TEE_ERROR_ACCESS_DENIED);
	fake_pta.many = 0;
}

static void test_login(void **state)
{
	static const uint32_t logins[] = {
		TEE_LOGIN_PUBLIC,
		1,
		2,
		4,
		5,
		6,
		TEE_LOGIN_TRUSTED_APP,
		TEE_LOGIN_REE_KERNEL + 1,
		0x7fffffff,
	};
	size_t n;

	(void)state;
	for (n = 0; n < ARRAY_SIZE(logins); n++) {
		shim.login = logins[n];
		assert_int_equal(client_open(FAKE_SMALL),
				 TEE_ERROR_ACCESS_DENIED);
		assert_int_equal(client_open(FAKE_UNKNOWN),
				 TEE_ERROR_ACCESS_DENIED);
	}
	shim.login = TEE_LOGIN_REE_KERNEL;
	assert_int_equal(client_open(FAKE_SMALL), TEE_SUCCESS);
}

static void test_open_types(void **state)
{
	TEE_Param params[TEE_NUM_PARAMS] = { 0 };
	void *session = NULL;
	uint32_t types;

	(void)state;
	for (types = 0; types < 0x10000; types += 7) {
		if (types == TYPES(NONE, NONE, NONE))
			continue;
		assert_int_equal(TA_OpenSessionEntryPoint(types, params,
							  &session),
				 TEE_ERROR_BAD_PARAMETERS);
	}
}

/* State belongs to the core: sessions come and go. */
static void test_sessions(void **state)
{
	(void)state;
	enter_state(STARTED);
	assert_int_equal(client_open(FAKE_SMALL), TEE_SUCCESS);
	TA_CloseSessionEntryPoint(NULL);
	TA_CloseSessionEntryPoint(NULL);
	assert_int_equal(observe_state(), STARTED);
	assert_int_equal(fake_pta.cores[FAKE_SMALL].state,
			 TEEPROC_CORE_RUNNING);
	assert_int_equal(client_open(FAKE_SMALL), TEE_SUCCESS);
	assert_int_equal(client_stop(FAKE_SMALL), TEE_SUCCESS);
}

/*
 * A session is for no core in particular: docs/porting.md. Each command says which
 * one it is about, and only to that one something happens.
 */
static void test_session_of_another_core(void **state)
{
	(void)state;
	assert_int_equal(client_open(FAKE_OTHER), TEE_SUCCESS);
	enter_state(STARTED);
	/* the shim's sessions are all one: NULL */
	assert_int_equal(client_load(FAKE_OTHER, good_image()), TEE_SUCCESS);
	assert_int_equal(client_start(FAKE_OTHER), TEE_SUCCESS);
	assert_int_equal(client_stop(FAKE_OTHER), TEE_SUCCESS);
	assert_int_equal(observe_state(), STARTED);
	assert_int_equal(fake_pta.cores[FAKE_OTHER].state, TEEPROC_CORE_RESET);
}

/* Two cores do not know of each other. */
static void test_two_cores(void **state)
{
	(void)state;
	enter_state(STARTED);
	assert_int_equal(client_open(FAKE_OTHER), TEE_SUCCESS);
	assert_int_equal(client_ta_state(FAKE_OTHER), TEEPROC_TA_OFF);
	assert_int_equal(client_load(FAKE_OTHER, good_image()), TEE_SUCCESS);
	assert_int_equal(client_release(FAKE_OTHER), TEE_SUCCESS);
	assert_int_equal(observe_state(), STARTED);
	assert_false(fake_pta_is_scrubbed(FAKE_SMALL));
	assert_int_equal(client_stop(FAKE_SMALL), TEE_SUCCESS);
}

static void test_too_many_cores(void **state)
{
	uint32_t core;
	unsigned int good = 0;
	TEE_Result res = TEE_SUCCESS;

	(void)state;
	for (core = FAKE_MANY + 1; core < FAKE_CORES; core++) {
		res = client_open(core);
		if (res)
			break;
		good++;
	}
	assert_int_equal(res, TEE_ERROR_OUT_OF_MEMORY);
	assert_int_equal(client_ta_state(FAKE_SMALL), TEEPROC_TA_OFF);
	assert_in_range(good, 1, 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_parameter_types),
		TEST(test_unknown_command),
		TEST(test_unknown_core),
		TEST(test_unfit_core),
		TEST(test_failed_open),
		TEST(test_login),
		TEST(test_open_types),
		TEST(test_sessions),
		TEST(test_session_of_another_core),
		TEST(test_two_cores),
		TEST(test_many_memories),
		TEST(test_too_many_cores),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("ta door", tests, states_setup,
					   states_teardown);
}
