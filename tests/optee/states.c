// SPDX-License-Identifier: BSD-2-Clause
#include "states.h"

#include "cmocka_api.h"

struct test_image indexed;

void enter_state(enum state_table_state state)
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

enum state_table_state observe_state(void)
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

int states_setup(void **state)
{
	struct image_options options;

	if (client_setup(state))
		return -1;
	image_default_options(&options, p256_key);
	options.rollback = 1;
	image_make(&options, &indexed);
	return 0;
}

int states_teardown(void **state)
{
	image_free(&indexed);
	return client_teardown(state);
}
