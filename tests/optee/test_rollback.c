// SPDX-License-Identifier: BSD-2-Clause
/* Rollback indexes, and counters that do not do what they should. */
#include "client.h"
#include "cmocka_api.h"

#include <string.h>

#define CORE FAKE_SMALL

static void test_rollback(void **state)
{
	uint32_t *counter = &fake_pta.cores[CORE].counter;
	struct image_options options;

	(void)state;
	image_default_options(&options, p256_key);
	options.rollback = 5;
	expect_loads(CORE, &options);
	/* loading raises nothing */
	assert_int_equal(*counter, 0);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	assert_int_equal(*counter, 0);
	/* a start that fails neither */
	expect_loads(CORE, &options);
	fake_pta.cores[CORE].state = TEEPROC_CORE_RUNNING;
	assert_int_equal(client_start(CORE), TEE_ERROR_BAD_STATE);
	assert_int_equal(*counter, 0);
	expect_loads(CORE, &options);
	shim.message[0] = '\0';
	assert_int_equal(client_start(CORE), TEE_SUCCESS);
	assert_int_equal(*counter, 5);
	/* nothing is reported that has not happened */
	assert_string_equal(shim.message, "");
	assert_int_equal(client_stop(CORE), TEE_SUCCESS);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	fake_pta.cores[CORE].starts = 0;

	options.rollback = 4;
	expect_options_unwanted(CORE, &options, TEE_ERROR_SECURITY);
	/* leaving the index out is no way around */
	options.rollback = -1;
	expect_options_unwanted(CORE, &options, TEE_ERROR_SECURITY);
	*counter = 1;
	expect_options_unwanted(CORE, &options, TEE_ERROR_SECURITY);
	*counter = 5;
	options.rollback = 0xffffffff;
	expect_loads(CORE, &options);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	options.rollback = 5;
	expect_loads(CORE, &options);
	assert_int_equal(client_start(CORE), TEE_SUCCESS);
	assert_int_equal(*counter, 5);
	assert_int_equal(client_stop(CORE), TEE_SUCCESS);
	*counter = 0x80000000;
	fake_pta.cores[CORE].starts = 0;
	options.rollback = 0x7fffffff;
	expect_options_unwanted(CORE, &options, TEE_ERROR_SECURITY);
	options.rollback = 0x80000000;
	expect_loads(CORE, &options);
}

static void load_index(int64_t index)
{
	struct image_options options;

	image_default_options(&options, p256_key);
	options.rollback = index;
	expect_loads(CORE, &options);
}

/* Without an index a start has nothing to ask for. */
static void test_rollback_no_index(void **state)
{
	(void)state;
	load_index(-1);
	plan_failure(2, TEE_ERROR_COMMUNICATION, false);
	assert_int_equal(client_start(CORE), TEE_SUCCESS);
	assert_false(shim.failed);
	shim.fail_at = 0;
	assert_int_equal(client_stop(CORE), TEE_SUCCESS);
}

/* An answer with no counter in it lets nothing through. */
static void test_rollback_silence(void **state)
{
	struct image_options options;

	(void)state;
	image_default_options(&options, p256_key);
	options.rollback = 5;
	fake_pta.cores[CORE].silent_counter = true;
	expect_options_unwanted(CORE, &options, TEE_ERROR_SECURITY);
	fake_pta.cores[CORE].silent_counter = false;
	expect_loads(CORE, &options);
}

/* Calls of START_FW: start, get counter, raise, get counter */
#define RAISE_CALLS 4

/* The counter can't be raised, or nobody knows: it does not run on. */
static void test_rollback_not_raised(void **state)
{
	struct fake_core *core = fake_pta.cores + CORE;
	unsigned int n;
	int late;

	(void)state;
	for (n = 2; n <= RAISE_CALLS; n++) {
		for (late = 0; late < 2; late++) {
			core->counter = 0;
			core->starts = 0;
			load_index(1);
			plan_failure(n, TEE_ERROR_COMMUNICATION, late);
			assert_int_equal(client_start(CORE),
					 TEE_ERROR_COMMUNICATION);
			assert_int_equal(core->starts, 1);
			assert_int_equal(core->state, TEEPROC_CORE_RESET);
			assert_true(fake_pta_is_scrubbed(CORE));
			assert_int_equal(client_ta_state(CORE), TEEPROC_TA_OFF);
			assert_int_equal(core->counter,
					 n == 4 || (n == 3 && late));
		}
	}
}

/* It says that it has raised it, and has not. */
static void test_rollback_lies(void **state)
{
	(void)state;
	load_index(1);
	fake_pta.cores[CORE].raises_nothing = true;
	assert_int_equal(client_start(CORE), TEE_ERROR_SECURITY);
	assert_int_equal(client_ta_state(CORE), TEEPROC_TA_OFF);
	assert_int_equal(fake_pta.cores[CORE].state, TEEPROC_CORE_RESET);
}

/* Not raised, and not to be stopped either: START_FW and STOP_FW try again. */
static void test_rollback_raised_later(void **state)
{
	struct fake_core *core = fake_pta.cores + CORE;
	int by_stop;

	(void)state;
	for (by_stop = 0; by_stop < 2; by_stop++) {
		core->counter = 0;
		core->starts = 0;
		load_index(1);
		core->raises_nothing = true;
		core->stuck = true;
		assert_int_equal(client_start(CORE), TEE_ERROR_SECURITY);
		assert_int_equal(client_ta_state(CORE), TEEPROC_TA_STARTED);
		/* as long as it can't be raised it is not said to run */
		assert_int_equal(client_start(CORE), TEE_ERROR_SECURITY);
		assert_int_equal(core->counter, 0);
		core->raises_nothing = false;
		if (!by_stop) {
			assert_int_equal(client_start(CORE), TEE_SUCCESS);
			assert_int_equal(core->counter, 1);
		}
		core->stuck = false;
		assert_int_equal(client_stop(CORE), TEE_SUCCESS);
		assert_int_equal(core->counter, 1);
		assert_int_equal(core->starts, 1);
		assert_int_equal(client_release(CORE), TEE_SUCCESS);
	}
}

/* The answer to the start is lost, and the stop fails: it may run. */
static void test_rollback_start_lost(void **state)
{
	struct fake_core *core = fake_pta.cores + CORE;

	(void)state;
	load_index(3);
	core->stuck = true;
	plan_failure(1, TEE_ERROR_COMMUNICATION, true);
	assert_int_equal(client_start(CORE), TEE_ERROR_COMMUNICATION);
	assert_int_equal(core->state, TEEPROC_CORE_RUNNING);
	assert_int_equal(client_ta_state(CORE), TEEPROC_TA_STARTED);
	assert_int_equal(core->counter, 3);
	core->stuck = false;
	assert_int_equal(client_stop(CORE), TEE_SUCCESS);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
}

/* A counter that was there is not gone because somebody says so. */
static void test_rollback_counter_gone(void **state)
{
	struct fake_core *core = fake_pta.cores + CORE;
	struct image_options options;

	(void)state;
	load_index(5);
	assert_int_equal(client_start(CORE), TEE_SUCCESS);
	assert_int_equal(client_stop(CORE), TEE_SUCCESS);
	core->no_counter = true;
	core->starts = 0;
	image_default_options(&options, p256_key);
	options.rollback = 4;
	expect_options_refused(CORE, &options, TEE_ERROR_SECURITY);
	options.rollback = -1;
	expect_options_refused(CORE, &options, TEE_ERROR_SECURITY);
	options.rollback = 6;
	expect_options_refused(CORE, &options, TEE_ERROR_SECURITY);
	core->no_counter = false;
	load_index(6);
	/* nor between load and start */
	core->no_counter = true;
	assert_int_equal(client_start(CORE), TEE_ERROR_SECURITY);
	assert_int_equal(client_ta_state(CORE), TEEPROC_TA_OFF);
	assert_int_equal(core->counter, 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_rollback),
		TEST(test_rollback_no_index),
		TEST(test_rollback_silence),
		TEST(test_rollback_not_raised),
		TEST(test_rollback_lies),
		TEST(test_rollback_raised_later),
		TEST(test_rollback_start_lost),
		TEST(test_rollback_counter_gone),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("ta rollback", tests, client_setup,
					   client_teardown);
}
