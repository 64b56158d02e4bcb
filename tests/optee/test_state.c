// SPDX-License-Identifier: BSD-2-Clause
/* The state table, and what becomes of the state when something fails. */
#include "cmocka_api.h"
#include "states.h"

#include <stdio.h>
#include <stdlib.h>
#include <util.h>

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
	plan_failure(n, call_errors[how / 2], how % 2);
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

/* The n-th call of the command fails; late: it is carried out first. */
static TEE_Result fail_with(uint32_t core, unsigned int n, bool late,
			    TEE_Result result,
			    TEE_Result (*command)(uint32_t core))
{
	TEE_Result res;

	plan_failure(n, result, late);
	res = command(core);
	shim.fail_at = 0;
	return res;
}

static TEE_Result fail_nth(unsigned int n, bool late,
			   TEE_Result (*command)(uint32_t core))
{
	return fail_with(FAKE_SMALL, n, late, TEE_ERROR_COMMUNICATION, command);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_table),
		TEST(test_table_of_failures),
		TEST(test_state_of_soc),
		TEST(test_found_running),
		TEST(test_start_fails),
		TEST(test_stop_fails),
		TEST(test_stop_is_refused),
		TEST(test_stop_is_refused_unasked),
		TEST(test_stop_is_refused_upstream),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("ta state", tests, states_setup,
					   states_teardown);
}
