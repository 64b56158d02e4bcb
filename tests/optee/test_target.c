// SPDX-License-Identifier: BSD-2-Clause
/* Which core an image is for. */
#include "client.h"
#include "cmocka_api.h"

#include <string.h>

#define CORE FAKE_SMALL

/* A name, a class, a number, with the SoC and without it */
static void test_target(void **state)
{
	static const struct {
		const char *target;
		bool loads;
		bool loads_nameless;
	} cases[] = {
		{ "core-1", true, false },
		{ FAKE_CLASS, true, false },
		{ "1", true, true },
		{ "core-1@" FAKE_SOC, true, false },
		{ FAKE_CLASS "@" FAKE_SOC, true, false },
		{ "1@" FAKE_SOC, true, false },
		{ "core-2", false, false },
		{ "core-11", false, false },
		{ "core-", false, false },
		{ "2", false, false },
		{ "01", false, false },
		{ "Core-1", false, false },
		{ FAKE_CLASS "-m", false, false },
		{ FAKE_SOC, false, false },
		{ "core-1@other", false, false },
		{ "core-1@" FAKE_CLASS, false, false },
		{ "1@other", false, false },
		{ NULL, false, false },
	};
	bool *nameless = &fake_pta.cores[CORE].nameless;
	struct image_options options;
	size_t i;

	(void)state;
	image_default_options(&options, p256_key);
	for (i = 0; i < 2 * sizeof(cases) / sizeof(*cases); i++) {
		*nameless = i % 2;
		options.target = cases[i / 2].target;
		if (*nameless ? cases[i / 2].loads_nameless :
				cases[i / 2].loads) {
			expect_loads(CORE, &options);
			assert_int_equal(client_release(CORE), TEE_SUCCESS);
			continue;
		}
		expect_options_unwanted(CORE, &options, TEE_ERROR_SECURITY);
		assert_non_null(strstr(shim.message, options.target ?
							     options.target :
							     "does not say"));
	}
	*nameless = false;
	options.target = NULL;
	fake_pta.cores[CORE].untargeted = true;
	expect_loads(CORE, &options);
	/* what says which core it is for is for no other here either */
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	options.target = "core-2";
	expect_options_unwanted(CORE, &options, TEE_ERROR_SECURITY);
}

/* Burned on one core, no other one's counter is touched. */
static void test_target_counter(void **state)
{
	struct image_options options;

	(void)state;
	image_default_options(&options, p256_key);
	options.target = "core-4";
	options.rollback = 9;
	expect_options_unwanted(CORE, &options, TEE_ERROR_SECURITY);
	assert_int_equal(fake_pta.cores[CORE].counter, 0);
}

/* An identity of another size is none */
static void test_identity_size(void **state)
{
	struct image_options options;
	int step;

	(void)state;
	image_default_options(&options, p256_key);
	for (step = -1; step <= 1; step += 2) {
		fake_pta.cores[CORE].size_step = step;
		expect_options_unwanted(CORE, &options, TEE_ERROR_BAD_FORMAT);
	}
	fake_pta.cores[CORE].size_step = 0;
	expect_loads(CORE, &options);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_target),
		TEST(test_target_counter),
		TEST(test_identity_size),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("ta target", tests, client_setup,
					   client_teardown);
}
