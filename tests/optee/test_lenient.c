// SPDX-License-Identifier: BSD-2-Clause
/* The TA as a platform may build it: CFG_TEEPROC_ROLLBACK_STRICT=n, UNTARGETED=y. */
#include "client.h"
#include "cmocka_api.h"

#include <string.h>

#define CORE FAKE_SMALL

/* The counter can't be raised: it runs, and the next START_FW tries again. */
static void test_not_raised(void **state)
{
	struct fake_core *core = fake_pta.cores + CORE;
	struct image_options options;

	(void)state;
	image_default_options(&options, p256_key);
	options.rollback = 2;
	expect_loads(CORE, &options);
	/* start, get counter, raise */
	plan_failure(3, TEE_ERROR_COMMUNICATION, false);
	assert_int_equal(client_start(CORE), TEE_SUCCESS);
	assert_non_null(strstr(shim.message, "rollback counter not raised"));
	assert_int_equal(core->state, TEEPROC_CORE_RUNNING);
	assert_int_equal(core->counter, 0);
	assert_int_equal(client_start(CORE), TEE_SUCCESS);
	assert_int_equal(core->counter, 2);
	assert_int_equal(core->starts, 1);
	assert_int_equal(client_stop(CORE), TEE_SUCCESS);
}

/* Without GET_IDENTITY the build says it, with it the platform does. */
static void test_untargeted(void **state)
{
	struct image_options options;

	(void)state;
	image_default_options(&options, p256_key);
	options.target = NULL;
	expect_options_refused(CORE, &options, TEE_ERROR_SECURITY);
	fake_pta.cores[CORE].nameless = true;
	expect_loads(CORE, &options);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	/* that is no leave for another core's */
	options.target = "core-1";
	expect_options_refused(CORE, &options, TEE_ERROR_SECURITY);
	options.target = "2";
	expect_options_refused(CORE, &options, TEE_ERROR_SECURITY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_not_raised),
		TEST(test_untargeted),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("ta lenient", tests, client_setup,
					   client_teardown);
}
