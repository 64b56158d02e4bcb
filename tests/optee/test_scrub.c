// SPDX-License-Identifier: BSD-2-Clause
/* What was in a core's memories is gone before a load, after a refusal, on release. */
#include "client.h"
#include "cmocka_api.h"

#include <stdio.h>
#include <string.h>

#define CORE FAKE_SMALL

/* It does not scrub either: what was loaded is zeroed by another way. */
static void test_no_release(void **state)
{
	struct image_options options;
	uint8_t *left;

	(void)state;
	assert_int_equal(client_open(FAKE_UPSTREAM), TEE_SUCCESS);
	fake_pta.cores[FAKE_UPSTREAM].no_release = true;
	image_default_options(&options, p256_key);
	options.target = "2";
	expect_loads(FAKE_UPSTREAM, &options);
	assert_int_equal(client_release(FAKE_UPSTREAM), TEE_SUCCESS);
	assert_true(fake_pta_is_scrubbed(FAKE_UPSTREAM));
	expect_loads(FAKE_UPSTREAM, &options);
	fake_pta.cores[FAKE_UPSTREAM].no_release = false;
	/* where there is one that fails, the next load asks it again */
	assert_int_equal(client_release(FAKE_UPSTREAM), TEE_SUCCESS);
	left = fake_pta_at(FAKE_UPSTREAM, FAKE_DATA_DA + 0x3000, 1);
	*left = 0x77;
	fake_pta.cores[FAKE_UPSTREAM].dirty = true;
	plan_failure(1, TEE_ERROR_GENERIC, false);
	assert_int_equal(client_release(FAKE_UPSTREAM), TEE_ERROR_GENERIC);
	assert_int_equal(*left, 0x77);
	expect_loads(FAKE_UPSTREAM, &options);
	assert_int_equal(*left, 0);

	/* one memory that can't be zeroed: nobody says that they all are */
	fake_pta.cores[CORE].no_release = true;
	assert_int_equal(client_load(CORE, good_image()), TEE_SUCCESS);
	plan_failure(2, TEE_ERROR_COMMUNICATION, false);
	assert_int_equal(client_release(CORE), TEE_ERROR_COMMUNICATION);
	assert_non_null(strstr(shim.message, "not scrubbed"));
	shim.message[0] = '\0';
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	assert_string_equal(shim.message, "");
	assert_true(fake_pta_is_scrubbed(CORE));
	/* nor does the next load believe it */
	assert_int_equal(client_load(CORE, good_image()), TEE_SUCCESS);
	left = fake_pta_at(CORE, FAKE_DATA_DA + 0x3000, 1);
	*left = 0x77;
	plan_failure(3, TEE_ERROR_COMMUNICATION, false);
	assert_int_equal(client_release(CORE), TEE_ERROR_COMMUNICATION);
	assert_int_equal(*left, 0x77);
	assert_int_equal(client_load(CORE, good_image()), TEE_SUCCESS);
	assert_int_equal(*left, 0);
	fake_pta.cores[CORE].no_release = false;
}

static bool found_leftovers;

static void look_for_leftovers(void *left)
{
	found_leftovers |= *(uint8_t *)left;
}

/*
 * Whatever fails when a load scrubs, which it does by another way where there is no
 * RELEASE: nothing is loaded beside what was there before.
 */
static void test_failed_scrub(void **state)
{
	uint8_t *left = fake_pta_at(CORE, FAKE_DATA_DA + 0x3000, 1);
	unsigned int not_scrubbed = 0;
	bool not_zeroed = false;
	TEE_Result res;
	unsigned int n;

	(void)state;
	fake_pta.before_load_arg = left;
	for (n = 1;; n++) {
		assert_int_equal(client_load(CORE, good_image()), TEE_SUCCESS);
		assert_int_equal(client_start(CORE), TEE_SUCCESS);
		*left = 0x77;
		assert_int_equal(client_stop(CORE), TEE_SUCCESS);
		fake_pta.cores[CORE].no_release = true;
		fake_pta.before_load = look_for_leftovers;
		shim.failed = false;
		shim.message[0] = '\0';
		plan_failure(n, TEE_ERROR_COMMUNICATION, false);
		res = client_load(CORE, good_image());
		shim.fail_at = 0;
		fake_pta.before_load = NULL;
		fake_pta.cores[CORE].no_release = false;
		if (!shim.failed)
			break;
		not_zeroed |= !!strstr(shim.message, "not zeroed");
		assert_false(found_leftovers);
		if (strstr(shim.message, "not scrubbed")) {
			assert_int_equal(res, TEE_ERROR_COMMUNICATION);
			not_scrubbed++;
		}
		assert_int_equal(client_release(CORE), TEE_SUCCESS);
	}
	assert_false(found_leftovers);
	assert_int_equal(res, TEE_SUCCESS);
	assert_in_range(n, 12, 99);
	assert_true(not_zeroed);
	/* each memory */
	assert_int_equal(not_scrubbed, 3);
}

/* Firmware's addresses have 32 bits, those of a core's memories may have more. */
static void test_high_memory(void **state)
{
	struct fake_core *core = fake_pta.cores + FAKE_HIGH;

	(void)state;
	core->memories[1].da = UINT64_C(0x620000000);
	core->no_release = true;
	assert_int_equal(client_open(FAKE_HIGH), TEE_SUCCESS);
	memset(core->memories[1].bytes, 0x5a, 16);
	assert_int_equal(client_release(FAKE_HIGH), TEE_SUCCESS);
	assert_true(fake_pta_is_scrubbed(FAKE_HIGH));
	core->no_release = false;
}

/*
 * A firmware that is not debuggable has run and was stopped, not released. The
 * debuggable one after it must neither find nor dump what it has left, whichever
 * call fails on the way.
 */
static void test_leftovers(void **state)
{
	static uint8_t zeroes[64];
	struct image_options options;
	struct test_image secret;
	unsigned int k;

	(void)state;
	image_default_options(&options, p256_key);
	options.debuggable = false;
	image_make(&options, &secret);
	for (k = 1; k < 100; k++) {
		uint8_t *left = fake_pta_at(CORE, FAKE_DATA_DA + 0x3000, 64);
		TEE_Result res;

		assert_int_equal(client_load(CORE, &secret), TEE_SUCCESS);
		assert_int_equal(client_start(CORE), TEE_SUCCESS);
		memset(left, 0x77, 64);
		assert_int_equal(client_stop(CORE), TEE_SUCCESS);
		/* stopped, it is still there */
		assert_int_equal(left[0], 0x77);

		shim.calls = 0;
		shim.failed = false;
		shim.fail_late = false;
		shim.fail_result = TEE_ERROR_COMMUNICATION;
		shim.fail_at = k;
		res = client_load(CORE, good_image());
		shim.fail_at = 0;
		assert_memory_equal(left, zeroes, sizeof(zeroes));
		if (res)
			assert_true(fake_pta_is_scrubbed(CORE));
		assert_int_equal(client_release(CORE), TEE_SUCCESS);
		if (!shim.failed)
			break;
	}
	assert_in_range(k, 12, 99);
	image_free(&secret);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_no_release),
		TEST(test_failed_scrub),
		TEST(test_high_memory),
		TEST(test_leftovers),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("ta scrub", tests, client_setup,
					   client_teardown);
}
