// SPDX-License-Identifier: BSD-2-Clause
/* The state table, sessions, and parameters of all kinds. */
#include "client.h"
#include "cmocka_api.h"
#include "state_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <util.h>

#define OFF STATE_TABLE_OFF
#define LOADED STATE_TABLE_LOADED
#define STARTED STATE_TABLE_STARTED
#define STOPPED STATE_TABLE_STOPPED

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

/* As good_image(), with a rollback index, which each start has to raise */
static struct test_image indexed;

static void enter_state(enum state_table_state state)
{
	client_stop(FAKE_SMALL);
	fake_pta.cores[FAKE_SMALL].counter = 0;
	assert_int_equal(client_release(FAKE_SMALL), TEE_SUCCESS);
	if (state == OFF)
		return;
	assert_int_equal(client_load(FAKE_SMALL, &indexed), TEE_SUCCESS);
	if (state == LOADED)
		return;
	assert_int_equal(client_start(FAKE_SMALL), TEE_SUCCESS);
	if (state == STOPPED)
		assert_int_equal(client_stop(FAKE_SMALL), TEE_SUCCESS);
}

/* STOPPED and OFF differ in whether there is something to dump. */
static enum state_table_state observe_state(void)
{
	uint32_t ta_state = client_ta_state(FAKE_SMALL);
	size_t size = 0;

	if (ta_state == TEEPROC_TA_LOADED)
		return LOADED;
	if (ta_state == TEEPROC_TA_STARTED)
		return STARTED;
	return client_coredump(FAKE_SMALL, NULL, &size) ==
			       TEE_ERROR_SHORT_BUFFER ?
		       STOPPED :
		       OFF;
}

static TEE_Result run_command(uint32_t command)
{
	size_t size = 1 << 20;
	void *buffer = malloc(size);
	uint64_t pa;
	uint64_t rsc_size;
	uint32_t a;
	uint32_t b;
	TEE_Result res = TEE_ERROR_GENERIC;

	switch (command) {
	case TEEPROC_TA_CMD_LOAD_FW:
		res = client_load(FAKE_SMALL, &indexed);
		break;
	case TEEPROC_TA_CMD_START_FW:
		res = client_start(FAKE_SMALL);
		break;
	case TEEPROC_TA_CMD_STOP_FW:
		res = client_stop(FAKE_SMALL);
		break;
	case TEEPROC_TA_CMD_GET_RSC_TABLE:
		res = client_rsc_table(FAKE_SMALL, &pa, &rsc_size);
		break;
	case TEEPROC_TA_CMD_GET_COREDUMP:
		res = client_coredump(FAKE_SMALL, buffer, &size);
		break;
	case TEEPROC_TA_CMD_RELEASE_FW:
		res = client_release(FAKE_SMALL);
		break;
	case TEEPROC_TA_CMD_GET_STATE:
		res = client_state(FAKE_SMALL, &a, &b);
		break;
	case TEEPROC_TA_CMD_GET_MEASUREMENT:
		res = client_measurement(FAKE_SMALL, buffer, &size);
		break;
	case TEEPROC_TA_CMD_LOAD_FW_PIECE:
		res = client_load_pieces(FAKE_SMALL, &indexed, indexed.size, 0);
		break;
	case TEEPROC_TA_CMD_GET_COREDUMP_PIECE:
		res = client_coredump_piece(FAKE_SMALL, 0, buffer, &size);
		break;
	}
	free(buffer);
	return res;
}

static void check_row(const struct state_table_row *row, unsigned int before)
{
	enum state_table_state after;
	TEE_Result res;

	enter_state(before);
	assert_int_equal(observe_state(), before);
	res = run_command(row->command);
	after = observe_state();
	if (res != row->result[before] || after != row->next[before])
		fail_msg("%s in %s: %#x, then %s", row->name,
			 state_table_names[before], res,
			 state_table_names[after]);
}

static void test_table(void **state)
{
	unsigned int before;
	size_t n;

	(void)state;
	for (n = 0; n < ARRAY_SIZE(state_table); n++)
		for (before = 0; before < STATE_TABLE_STATES; before++)
			check_row(state_table + n, before);
	/* no command is without a row */
	assert_int_equal(ARRAY_SIZE(state_table), ARRAY_SIZE(right_types));
}

/* What a failing call may look like; the first is no error that there is */
static const TEE_Result call_errors[] = {
	1,
	TEE_ERROR_COMMUNICATION,
	TEE_ERROR_BAD_STATE,
	TEE_ERROR_NOT_SUPPORTED,
	TEE_ERROR_NOT_IMPLEMENTED,
	TEE_ERROR_SECURITY,
	TEE_ERROR_ITEM_NOT_FOUND,
	TEE_ERROR_NO_DATA,
};

/* What must hold in every state, however it was come to */
static void check_core(const struct state_table_row *row, unsigned int before,
		       enum state_table_state after)
{
	const struct fake_core *core = fake_pta.cores + FAKE_SMALL;

	if (core->state == TEEPROC_CORE_RUNNING && after != STARTED)
		fail_msg("%s in %s: runs, and is %s", row->name,
			 state_table_names[before], state_table_names[after]);
	if (after == OFF && before != OFF && !fake_pta_is_scrubbed(FAKE_SMALL))
		fail_msg("%s in %s: not scrubbed", row->name,
			 state_table_names[before]);
	assert_int_equal(shim.blocks, 0);
}

/* Call @n of the command fails; false once it has no call @n */
static bool fail_in(const struct state_table_row *row, unsigned int before,
		    unsigned int n, unsigned int how)
{
	enum state_table_state after;
	enum state_table_state want;
	TEE_Result res;

	enter_state(before);
	shim.failed = false;
	shim.fail_at = shim.calls + n;
	shim.fail_late = how % 2;
	shim.fail_result = call_errors[how / 2];
	res = run_command(row->command);
	shim.fail_at = 0;
	after = observe_state();
	want = res ? row->failed[before] : row->next[before];
	if (row->result[before])
		want = row->next[before];
	if (after != want)
		fail_msg("%s in %s, call %u fails with %#x (%u): %#x, then %s",
			 row->name, state_table_names[before], n,
			 call_errors[how / 2], how % 2, res,
			 state_table_names[after]);
	check_core(row, before, after);
	return shim.failed;
}

/* Every state, every command, every call of it, every way to fail */
static void test_table_of_failures(void **state)
{
	unsigned int failures = 0;
	unsigned int before;
	unsigned int how;
	unsigned int n;
	size_t row;

	(void)state;
	for (row = 0; row < ARRAY_SIZE(state_table); row++) {
		for (before = 0; before < STATE_TABLE_STATES; before++) {
			for (how = 0; how < 2 * ARRAY_SIZE(call_errors);
			     how++) {
				n = 1;
				while (fail_in(state_table + row, before, n,
					       how))
					n++;
				failures += n - 1;
			}
		}
	}
	assert_in_range(failures, 1000, 100000);
	printf("# %u failures\n", failures);
}

static void test_state_of_soc(void **state)
{
	uint32_t ta_state;
	uint32_t soc;

	(void)state;
	enter_state(STARTED);
	fake_pta.cores[FAKE_SMALL].state = TEEPROC_CORE_CRASHED;
	assert_int_equal(client_state(FAKE_SMALL, &ta_state, &soc), 0);
	assert_int_equal(ta_state, TEEPROC_TA_STARTED);
	assert_int_equal(soc, TEEPROC_CORE_CRASHED);
	/* crashed is started: stop, load and start again is the recovery */
	assert_int_equal(client_load(FAKE_SMALL, &indexed),
			 TEE_ERROR_BAD_STATE);
	assert_int_equal(client_stop(FAKE_SMALL), TEE_SUCCESS);
	assert_int_equal(client_load(FAKE_SMALL, &indexed), TEE_SUCCESS);
	assert_int_equal(client_start(FAKE_SMALL), TEE_SUCCESS);
}

/* All 4096 combinations for each command, in each state */
static void test_parameter_types(void **state)
{
	static const uint32_t kinds[] = { 0, 1, 2, 3, 5, 6, 7 };
	unsigned int in;
	size_t n;
	size_t i;

	(void)state;
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

	(void)state;
	for (n = 0; n < ARRAY_SIZE(ids); n++) {
		TEE_Param params[TEE_NUM_PARAMS] = { 0 };

		params[0].value.a = FAKE_SMALL;
		assert_int_equal(TA_InvokeCommandEntryPoint(NULL, ids[n],
							    TYPES(NONE, NONE,
								  NONE),
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
	assert_int_equal(shim.sessions, sessions);
	assert_int_equal(client_open(FAKE_OTHER), TEE_SUCCESS);
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

/* The TA was started anew while a core ran. */
static void test_found_running(void **state)
{
	uint8_t buffer[64];
	size_t size = sizeof(buffer);
	uint64_t pa;
	uint64_t rsc_size;

	(void)state;
	assert_int_equal(client_open(FAKE_RUNNING), TEE_SUCCESS);
	assert_int_equal(client_ta_state(FAKE_RUNNING), TEEPROC_TA_STARTED);
	assert_int_equal(client_load(FAKE_RUNNING, good_image()),
			 TEE_ERROR_BAD_STATE);
	assert_int_equal(client_release(FAKE_RUNNING), TEE_ERROR_BAD_STATE);
	assert_int_equal(client_rsc_table(FAKE_RUNNING, &pa, &rsc_size),
			 TEE_ERROR_NO_DATA);
	assert_int_equal(client_measurement(FAKE_RUNNING, buffer, &size),
			 TEE_ERROR_NO_DATA);
	assert_int_equal(client_stop(FAKE_RUNNING), TEE_SUCCESS);
	/* nobody knows whether its image allowed that */
	size = 0;
	assert_int_equal(client_coredump(FAKE_RUNNING, NULL, &size),
			 TEE_ERROR_ACCESS_DENIED);
	assert_int_equal(client_load(FAKE_RUNNING, good_image()), TEE_SUCCESS);
	assert_int_equal(client_start(FAKE_RUNNING), TEE_SUCCESS);
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

/* The n-th call of the command fails; late: it is carried out first. */
static TEE_Result fail_with(uint32_t core, unsigned int n, bool late,
			    TEE_Result result,
			    TEE_Result (*command)(uint32_t core))
{
	TEE_Result res;

	shim.fail_at = shim.calls + n;
	shim.fail_late = late;
	shim.fail_result = result;
	res = command(core);
	shim.fail_at = 0;
	return res;
}

static TEE_Result fail_nth(unsigned int n, bool late,
			   TEE_Result (*command)(uint32_t core))
{
	return fail_with(FAKE_SMALL, n, late, TEE_ERROR_COMMUNICATION, command);
}

/* "It does not run", said of a core that does, and of one that does not */
static void test_stop_is_refused(void **state)
{
	int late;

	(void)state;
	for (late = 0; late < 2; late++) {
		enter_state(STARTED);
		assert_int_equal(fail_with(FAKE_SMALL, 1, late,
					   TEE_ERROR_BAD_STATE, client_stop),
				 late ? TEE_SUCCESS : TEE_ERROR_GENERIC);
		assert_int_equal(observe_state(), late ? STOPPED : STARTED);
		assert_int_equal(client_stop(FAKE_SMALL), TEE_SUCCESS);
		assert_int_equal(observe_state(), STOPPED);
		assert_int_equal(fake_pta.cores[FAKE_SMALL].state,
				 TEEPROC_CORE_RESET);
	}
}

/* Neither to be stopped nor to be asked: STOP_FW can try again. */
static void test_stop_is_refused_unasked(void **state)
{
	(void)state;
	enter_state(STARTED);
	fake_pta.cores[FAKE_SMALL].stuck = true;
	assert_int_equal(fail_nth(2, false, client_stop),
			 TEE_ERROR_COMMUNICATION);
	assert_int_equal(observe_state(), STARTED);
	assert_int_equal(client_stop(FAKE_SMALL), TEE_ERROR_GENERIC);
	assert_int_equal(observe_state(), STARTED);
	fake_pta.cores[FAKE_SMALL].stuck = false;
	assert_int_equal(client_stop(FAKE_SMALL), TEE_SUCCESS);
	assert_int_equal(observe_state(), STOPPED);
}

/* A platform that does not tell the core's state is believed. */
static void test_stop_is_refused_upstream(void **state)
{
	struct image_options options;

	(void)state;
	assert_int_equal(client_open(FAKE_UPSTREAM), TEE_SUCCESS);
	image_default_options(&options, p256_key);
	options.target = "2";
	expect_loads(FAKE_UPSTREAM, &options);
	assert_int_equal(client_start(FAKE_UPSTREAM), TEE_SUCCESS);
	assert_int_equal(fail_with(FAKE_UPSTREAM, 1, true, TEE_ERROR_BAD_STATE,
				   client_stop),
			 TEE_SUCCESS);
	assert_int_equal(client_release(FAKE_UPSTREAM), TEE_SUCCESS);
}

/* A start that fails, before or after the core has started: it runs no more. */
static void test_start_fails(void **state)
{
	int late;

	(void)state;
	for (late = 0; late < 2; late++) {
		enter_state(LOADED);
		assert_int_equal(fail_nth(1, late, client_start),
				 TEE_ERROR_COMMUNICATION);
		assert_int_equal(observe_state(), OFF);
		assert_int_equal(fake_pta.cores[FAKE_SMALL].state,
				 TEEPROC_CORE_RESET);
		assert_true(fake_pta_is_scrubbed(FAKE_SMALL));
		enter_state(STARTED);
	}
	/* the SoC does not even let it be stopped: STOP_FW can try again */
	enter_state(LOADED);
	fake_pta.cores[FAKE_SMALL].state = TEEPROC_CORE_RUNNING;
	assert_int_equal(fail_nth(2, false, client_start), TEE_ERROR_BAD_STATE);
	assert_int_equal(observe_state(), STARTED);
	assert_int_equal(client_stop(FAKE_SMALL), TEE_SUCCESS);
	assert_int_equal(fake_pta.cores[FAKE_SMALL].state, TEEPROC_CORE_RESET);
}

static void test_stop_fails(void **state)
{
	int late;

	(void)state;
	for (late = 0; late < 2; late++) {
		enter_state(STARTED);
		assert_int_equal(fail_nth(1, late, client_stop),
				 TEE_ERROR_COMMUNICATION);
		assert_int_equal(observe_state(), STARTED);
		assert_int_equal(client_stop(FAKE_SMALL), TEE_SUCCESS);
		assert_int_equal(observe_state(), STOPPED);
	}
}

static int make_indexed(void **state)
{
	struct image_options options;

	if (client_setup(state))
		return -1;
	image_default_options(&options, p256_key);
	options.rollback = 1;
	image_make(&options, &indexed);
	return 0;
}

static int free_indexed(void **state)
{
	image_free(&indexed);
	return client_teardown(state);
}

static int setup(void **state)
{
	if (client_reset(state))
		return -1;
	return client_open(FAKE_SMALL) ? -1 : 0;
}

#define TEST(name) cmocka_unit_test_setup(name, setup)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_table),
		TEST(test_table_of_failures),
		TEST(test_state_of_soc),
		TEST(test_parameter_types),
		TEST(test_unknown_command),
		TEST(test_unknown_core),
		TEST(test_unfit_core),
		TEST(test_login),
		TEST(test_open_types),
		TEST(test_sessions),
		TEST(test_found_running),
		TEST(test_two_cores),
		TEST(test_start_fails),
		TEST(test_stop_fails),
		TEST(test_stop_is_refused),
		TEST(test_stop_is_refused_unasked),
		TEST(test_stop_is_refused_upstream),
		TEST(test_too_many_cores),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("ta state", tests, make_indexed,
					   free_indexed);
}
