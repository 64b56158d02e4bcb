// SPDX-License-Identifier: BSD-2-Clause
/*
 * Every call that the TA makes fails once. Counted over a good load (and the
 * first session with a core), then the k-th fails, for every k: nothing leaks,
 * nothing is left in the core, and the next load works.
 */
#include "client.h"
#include "cmocka_api.h"

/* FAKE_OTHER in the test that says so: what a platform lacks is kept in mind */
static uint32_t subject = FAKE_SMALL;

static const TEE_Result errors[] = {
	TEE_ERROR_OUT_OF_MEMORY,
	TEE_ERROR_COMMUNICATION,
	TEE_ERROR_GENERIC,
	TEE_ERROR_NOT_SUPPORTED,
	TEE_ERROR_BAD_STATE,
	TEE_ERROR_SECURITY,
	TEE_ERROR_ITEM_NOT_FOUND,
	TEE_SUCCESS, /* of somebody else */
	1, /* no error that there is */
};

/* What a load with rollback index and 3 segments takes */
static struct test_image *make_image(struct test_image *image,
				     const struct test_key *key, bool upstream)
{
	struct image_options options;

	image_default_options(&options, key);
	options.rollback = upstream ? -1 : 3;
	options.upstream = upstream;
	fake_pta.cores[subject].untargeted = upstream;
	options.rsc_table = upstream ? RSC_SECTION : RSC_SIGNED;
	image_make(&options, image);
	return image;
}

typedef TEE_Result (*load_fn)(uint32_t core, const struct test_image *image);

/* Cut so that there are segments in one piece, in two and in three */
static TEE_Result load_pieces(uint32_t core, const struct test_image *image)
{
	return client_load_pieces(core, image, image->layout.images_offset + 90,
				  1500);
}

/* Calls of a load that nothing fails in, and of its end those of SEALED */
static unsigned int all_calls;
#define SEALED_CALLS 4

/*
 * The first thing that fails ends it, and is what the client is told. Where the
 * metadata is hashed anew, the verdict has the word.
 */
static void expect_told(unsigned int k, TEE_Result error, TEE_Result res)
{
	if ((error && error != TEE_ERROR_COMMUNICATION) ||
	    res == TEE_ERROR_OUT_OF_MEMORY || res == TEE_ERROR_GENERIC)
		return;
	assert_int_equal(res, k > all_calls - SEALED_CALLS ?
				      TEE_ERROR_SECURITY :
				      TEE_ERROR_COMMUNICATION);
}

/* Loads while call @k fails. Returns false once there is no call @k. */
static bool load_with_failure(load_fn load, const struct test_image *image,
			      unsigned int k, TEE_Result error, bool late)
{
	TEE_Result res;

	shim.calls = 0;
	shim.fail_at = k;
	shim.fail_result = error;
	shim.fail_late = late;
	shim.failed = false;
	res = load(subject, image);
	shim.fail_at = 0;
	assert_int_equal(shim.blocks, 0);
	if (!shim.failed) {
		assert_int_equal(res, TEE_SUCCESS);
		assert_int_equal(client_release(subject), TEE_SUCCESS);
		return false;
	}
	if (!res) {
		/* the one thing that a platform may lack: the counter */
		assert_int_equal(error, TEE_ERROR_NOT_SUPPORTED);
		assert_int_equal(client_release(subject), TEE_SUCCESS);
		return true;
	}
	expect_told(k, error, res);
	assert_int_equal(client_ta_state(subject), TEEPROC_TA_OFF);
	assert_true(fake_pta_is_scrubbed(subject));
	assert_int_equal(client_start(subject), TEE_ERROR_BAD_STATE);
	assert_int_equal(client_load(subject, image), TEE_SUCCESS);
	assert_int_equal(client_start(subject), TEE_SUCCESS);
	assert_int_equal(client_stop(subject), TEE_SUCCESS);
	assert_int_equal(client_release(subject), TEE_SUCCESS);
	return true;
}

static void fail_each(load_fn load, const struct test_image *image)
{
	unsigned int most = 0;
	unsigned int tried = 0;
	size_t e;
	int late;

	/* nothing is to be scrubbed before the load, here as there */
	assert_int_equal(client_release(subject), TEE_SUCCESS);
	shim.calls = 0;
	assert_int_equal(load(subject, image), TEE_SUCCESS);
	all_calls = shim.calls;
	assert_int_equal(client_release(subject), TEE_SUCCESS);
	for (e = 0; e < sizeof(errors) / sizeof(*errors); e++) {
		for (late = 0; late < 2; late++) {
			unsigned int k = 1;

			while (load_with_failure(load, image, k, errors[e],
						 late))
				k++;
			tried += k - 1;
			if (k - 1 > most)
				most = k - 1;
		}
	}
	/* key, meta, digest, 2 verifications, counter, segments, ... */
	assert_in_range(most, 12, 100);
	printf("# %u calls, %u failures\n", most, tried);
}

static void test_load(void **state)
{
	struct test_image image;

	(void)state;
	fail_each(client_load, make_image(&image, p256_key, false));
	image_free(&image);
}

static void test_load_pieces(void **state)
{
	struct test_image image;

	(void)state;
	fail_each(load_pieces, make_image(&image, p256_key, false));
	image_free(&image);
}

static void test_load_upstream(void **state)
{
	struct test_image image;

	(void)state;
	fail_each(client_load, make_image(&image, rsa_key, true));
	image_free(&image);
}

/* The answer to the scrubbing is lost: it is done once more by other means. */
static void test_scrub_fails(void **state)
{
	struct test_image image = *good_image();

	(void)state;
	assert_int_equal(client_load(subject, &image), TEE_SUCCESS);
	shim.calls = 0;
	shim.fail_at = 1;
	shim.fail_late = false;
	shim.fail_result = TEE_ERROR_COMMUNICATION;
	assert_int_equal(client_release(subject), TEE_SUCCESS);
	assert_true(fake_pta_is_scrubbed(subject));
}

/* A platform without receipts: what is not loaded is not said to be. */
static void test_load_without_receipts(void **state)
{
	struct test_image image;

	(void)state;
	subject = FAKE_OTHER;
	assert_int_equal(client_open(subject), TEE_SUCCESS);
	fake_pta.cores[subject].no_receipts = true;
	make_image(&image, p256_key, false);
	/* from here on it is known to have none */
	assert_int_equal(client_load(subject, &image), TEE_SUCCESS);
	fail_each(client_load, &image);
	subject = FAKE_SMALL;
	image_free(&image);
}

/* Opening a core for the first time */
static void test_open(void **state)
{
	unsigned int sessions = shim.sessions;
	unsigned int k;
	size_t e;

	(void)state;
	for (k = 1;; k++) {
		TEE_Result res;

		e = k % (sizeof(errors) / sizeof(*errors));
		/* that would be a platform with less, or an end of a list */
		if (errors[e] == TEE_ERROR_NOT_SUPPORTED ||
		    errors[e] == TEE_ERROR_ITEM_NOT_FOUND)
			e = 0;
		shim.calls = 0;
		shim.fail_at = k;
		shim.fail_result = errors[e];
		shim.fail_late = false;
		shim.failed = false;
		res = client_open(FAKE_NEW);
		shim.fail_at = 0;
		if (!shim.failed) {
			assert_int_equal(res, TEE_SUCCESS);
			break;
		}
		assert_int_not_equal(res, TEE_SUCCESS);
		assert_int_equal(shim.sessions, sessions);
	}
	assert_in_range(k, 7, 20);
	assert_int_equal(shim.sessions, sessions + 1);
	assert_int_equal(client_load(FAKE_NEW, good_image()), TEE_SUCCESS);
}

/* All other commands */
static void test_others(void **state)
{
	static uint8_t dump[1 << 20];
	uint32_t ta_state;
	uint32_t soc;
	unsigned int k;

	(void)state;
	assert_int_equal(client_load(subject, good_image()), TEE_SUCCESS);
	assert_int_equal(client_start(subject), TEE_SUCCESS);
	assert_int_equal(client_stop(subject), TEE_SUCCESS);
	for (k = 1;; k++) {
		size_t size = sizeof(dump);
		TEE_Result res;

		shim.calls = 0;
		shim.fail_at = k;
		shim.fail_result = TEE_ERROR_COMMUNICATION;
		shim.failed = false;
		res = client_coredump(subject, dump, &size);
		shim.fail_at = 0;
		assert_int_equal(res, shim.failed ? TEE_ERROR_COMMUNICATION :
						    TEE_SUCCESS);
		if (!shim.failed)
			break;
	}
	assert_int_equal(k, 5);
	/* and an excerpt of registers and a memory; the state of the SoC */
	for (k = 1; k < 3; k++) {
		size_t size = 1000;

		plan_failure(k, TEE_ERROR_COMMUNICATION, false);
		assert_int_equal(client_coredump_piece(subject, 0, dump, &size),
				 TEE_ERROR_COMMUNICATION);
	}
	plan_failure(1, TEE_ERROR_COMMUNICATION, false);
	assert_int_equal(client_state(subject, &ta_state, &soc),
			 TEE_ERROR_COMMUNICATION);
	shim.calls = 0;
	shim.fail_at = 1;
	assert_int_not_equal(client_release(subject), TEE_ERROR_BAD_STATE);
	shim.fail_at = 0;
	assert_int_equal(client_release(subject), TEE_SUCCESS);
	assert_true(fake_pta_is_scrubbed(subject));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_load),	  TEST(test_load_pieces),
		TEST(test_load_upstream), TEST(test_load_without_receipts),
		TEST(test_scrub_fails),	  TEST(test_open),
		TEST(test_others),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("ta failures", tests, client_setup,
					   client_teardown);
}
