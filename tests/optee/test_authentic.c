// SPDX-License-Identifier: BSD-2-Clause
/* What is not authentic is not loaded: keys, signatures, hashes, sizes. */
#define _GNU_SOURCE
#include "client.h"
#include "cmocka_api.h"

#include <elf.h>
#include <stdlib.h>
#include <string.h>

#define CORE FAKE_SMALL

static void test_keys(void **state)
{
	static const uint32_t sizes[] = { 1, 16, 31, 33, TEEPROC_KEY_INFO_MAX };
	struct image_options options;
	size_t n;

	(void)state;
	image_default_options(&options, rsa_key);
	expect_loads(CORE, &options);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);

	/* without key information: slot 0, which is the other one */
	options.no_key_info = true;
	expect_options_refused(CORE, &options, TEE_ERROR_SECURITY);
	image_default_options(&options, p256_key);
	options.no_key_info = true;
	expect_loads(CORE, &options);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	options.no_key_info = false;
	for (n = 0; n < sizeof(sizes) / sizeof(*sizes); n++) {
		options.key_info_size = sizes[n];
		expect_options_refused(CORE, &options, TEE_ERROR_SECURITY);
	}

	image_default_options(&options, p256_key);
	fake_pta.slots[0].revoked = true;
	expect_options_refused(CORE, &options, TEE_ERROR_SECURITY);
	options.no_key_info = true;
	expect_options_refused(CORE, &options, TEE_ERROR_SECURITY);
}

static void test_unknown_key(void **state)
{
	struct test_key *key = key_make(TEEPROC_SIGN_ECDSA_P256);
	struct image_options options;
	struct test_image image;

	(void)state;
	image_default_options(&options, key);
	expect_options_refused(CORE, &options, TEE_ERROR_SECURITY);
	/* names a good key, is signed by another */
	image_default_options(&options, p256_key);
	image_make(&options, &image);
	image_sign(&image, key);
	expect_refused(CORE, &image, TEE_ERROR_SIGNATURE_INVALID);
	image_free(&image);
	key_free(key);
}

/* Each byte of the metadata, and some of the images: refused, none loaded */
static void test_flips(void **state)
{
	const struct test_image *good = good_image();
	struct test_image image = *good;
	size_t i;

	(void)state;
	image.bytes = malloc(good->size);
	for (i = 0; i < good->size;
	     i += i < good->layout.images_offset ? 1 : 61) {
		memcpy(image.bytes, good->bytes, good->size);
		image.bytes[i] ^= 1u << i % 8;
		if (!client_load(CORE, &image))
			fail_msg("byte %zu of %zu changed and loaded", i,
				 good->size);
		assert_int_equal(client_ta_state(CORE), TEEPROC_TA_OFF);
	}
	assert_true(fake_pta_is_scrubbed(CORE));
	free(image.bytes);
	assert_int_equal(client_load(CORE, good), TEE_SUCCESS);
}

/* Exactly as large as it is: one byte further would be caught by ASan. */
static void test_truncated(void **state)
{
	const struct test_image *good = good_image();
	size_t size;

	(void)state;
	for (size = 1; size < good->size; size += size < 400 ? 1 : 97) {
		struct test_image image = { .size = size };

		image.bytes = malloc(size);
		memcpy(image.bytes, good->bytes, size);
		expect_refused(CORE, &image, TEE_ERROR_BAD_FORMAT);
		image_free(&image);
	}
}

static void test_sizes(void **state)
{
	struct test_image image = *good_image();

	(void)state;
	image.size = 0;
	assert_int_equal(client_load(CORE, &image), TEE_ERROR_BAD_PARAMETERS);
	image.size = (size_t)UINT32_MAX + 1;
	assert_int_equal(client_load(CORE, &image), TEE_ERROR_BAD_PARAMETERS);
	image.size = SIZE_MAX;
	assert_int_equal(client_load(CORE, &image), TEE_ERROR_BAD_PARAMETERS);
	image.size = UINT32_MAX;
	assert_int_equal(client_load(CORE, &image), TEE_ERROR_BAD_FORMAT);
	image.size = good_image()->size;
	image.bytes = NULL;
	assert_int_equal(client_load(CORE, &image), TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(client_ta_state(CORE), TEEPROC_TA_OFF);
}

/* A segment that is only zeroed has the hash of no bytes, or it is refused. */
static void test_empty_hash(void **state)
{
	struct image_options options;
	struct test_image image;
	uint8_t *entry;

	(void)state;
	image_default_options(&options, p256_key);
	options.segments[0].file_size = 0;
	image_make(&options, &image);
	assert_int_equal(client_load(CORE, &image), TEE_SUCCESS);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	entry = memmem(image.bytes, image.layout.signed_size,
		       "\xe3\xb0\xc4\x42\x98\xfc\x1c\x14", 8);
	assert_non_null(entry);
	entry[31] ^= 1;
	image_sign(&image, p256_key);
	expect_refused(CORE, &image, TEE_ERROR_BAD_FORMAT);
	image_free(&image);
}

/* ECDSA has two signatures for one content: docs/image-format.md says so. */
static void test_second_form(void **state)
{
	struct image_options options;
	struct test_image image;
	unsigned int loads;

	(void)state;
	image_default_options(&options, p256_key);
	image_make(&options, &image);
	assert_int_equal(client_load(CORE, &image), TEE_SUCCESS);
	loads = fake_pta.loads;
	/* the same image for LOAD_FW in LOADED, since what is signed is */
	image_second_form(&image);
	assert_int_equal(client_load(CORE, &image), TEE_SUCCESS);
	assert_int_equal(fake_pta.loads, loads);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	assert_int_equal(client_load(CORE, &image), TEE_SUCCESS);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	/* and no third one */
	image.bytes[image.layout.signed_size + 63] ^= 1;
	expect_refused(CORE, &image, TEE_ERROR_SIGNATURE_INVALID);
	image_free(&image);
}

/* docs/porting.md: a revocation counts from the next load on. */
static void test_revoked_later(void **state)
{
	(void)state;
	assert_int_equal(client_load(CORE, good_image()), TEE_SUCCESS);
	fake_pta.slots[0].revoked = true;
	/* the driver's second load, too */
	assert_int_equal(client_load(CORE, good_image()), TEE_SUCCESS);
	assert_int_equal(client_start(CORE), TEE_SUCCESS);
	assert_int_equal(client_stop(CORE), TEE_SUCCESS);
	fake_pta.cores[CORE].starts = 0;
	expect_refused(CORE, good_image(), TEE_ERROR_SECURITY);
}

static void expect_runs(const struct image_options *options)
{
	expect_loads(CORE, options);
	assert_int_equal(client_start(CORE), TEE_SUCCESS);
	assert_int_equal(client_stop(CORE), TEE_SUCCESS);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	fake_pta.cores[CORE].starts = 0;
}

/* From one key to the next: what the first has signed is over, not the counter. */
static void test_rotation(void **state)
{
	const uint32_t *counter = &fake_pta.cores[CORE].counter;
	struct image_options options[2];

	(void)state;
	image_default_options(options, p256_key);
	image_default_options(options + 1, rsa_key);
	options[0].rollback = 2;
	options[1].rollback = 2;
	expect_runs(options);
	expect_runs(options + 1);
	assert_int_equal(*counter, 2);
	fake_pta.slots[0].revoked = true;
	expect_options_refused(CORE, options, TEE_ERROR_SECURITY);
	/* a higher index does not help, and burns nothing */
	options[0].rollback = 3;
	expect_options_refused(CORE, options, TEE_ERROR_SECURITY);
	assert_int_equal(*counter, 2);
	expect_runs(options + 1);
	options[1].rollback = 1;
	expect_options_refused(CORE, options + 1, TEE_ERROR_SECURITY);
	assert_int_equal(*counter, 2);
}

/* Whoever has the public key can sign a digest of zeros: nothing is loaded. */
static void test_zero_digest(void **state)
{
	(void)state;
	fake_pta.accept_all = true;
	shim.zero_digests = true;
	expect_refused(CORE, good_image(), TEE_ERROR_SECURITY);
	shim.zero_digests = false;
	assert_int_equal(fake_pta.loads, 0);
	assert_non_null(strstr(shim.message, "not authentic"));
}

/* A byte of the ELF header, which is not loaded, and none that is looked at */
static void test_rest(void **state)
{
	const struct test_image *good = good_image();
	struct test_image image = *good;

	(void)state;
	image.bytes = malloc(good->size);
	memcpy(image.bytes, good->bytes, good->size);
	image.bytes[good->layout.images_offset + EI_PAD] ^= 1;
	expect_refused(CORE, &image, TEE_ERROR_SECURITY);
	assert_non_null(
		strstr(shim.message, "what is not loaded has another hash"));
	free(image.bytes);
}

/* So small that no segment comes as a whole */
static TEE_Result load_in_pieces(void)
{
	const struct test_image *image = good_image();

	return client_load_pieces(CORE, image, image->layout.images_offset,
				  200);
}

/* A platform says what it has loaded: if that is not what it should, no. */
static void test_receipts(void **state)
{
	struct fake_core *core = fake_pta.cores + CORE;
	struct image_options options;
	unsigned int calls;
	unsigned int bit;
	unsigned int n;

	(void)state;
	for (bit = 0; bit < 64; bit++) {
		core->receipt_flip = UINT64_C(1) << bit;
		expect_refused(CORE, good_image(), TEE_ERROR_SECURITY);
		assert_int_equal(load_in_pieces(), TEE_ERROR_SECURITY);
		assert_true(fake_pta_is_scrubbed(CORE));
	}
	core->receipt_flip = 0;
	assert_int_equal(client_load(CORE, good_image()), TEE_SUCCESS);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	calls = shim.calls;
	assert_int_equal(client_load(CORE, good_image()), TEE_SUCCESS);
	calls = shim.calls - calls;
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	/* one that has given them can't be without */
	core->no_receipts = true;
	expect_refused(CORE, good_image(), TEE_ERROR_NOT_IMPLEMENTED);
	assert_int_equal(load_in_pieces(), TEE_ERROR_NOT_IMPLEMENTED);
	/* one that never had any is believed without */
	fake_pta.cores[FAKE_NEW].no_receipts = true;
	assert_int_equal(client_open(FAKE_NEW), TEE_SUCCESS);
	/* also after a load whose first segment failed */
	fake_pta.cores[FAKE_NEW].fail_next_load = true;
	assert_int_equal(client_load(FAKE_NEW, good_image()),
			 TEE_ERROR_COMMUNICATION);
	assert_non_null(strstr(shim.message, "segment at 0 not loaded"));
	image_default_options(&options, p256_key);
	for (n = 0; n < 2; n++) {
		assert_int_equal(client_load(FAKE_NEW, good_image()),
				 TEE_SUCCESS);
		check_segment(FAKE_NEW, options.segments);
		check_segment(FAKE_NEW, options.segments + 1);
		assert_int_equal(client_start(FAKE_NEW), TEE_SUCCESS);
		assert_int_equal(client_stop(FAKE_NEW), TEE_SUCCESS);
		assert_int_equal(client_release(FAKE_NEW), TEE_SUCCESS);
	}
	/* it is asked for them once, and not for each segment */
	calls += shim.calls;
	assert_int_equal(client_load(FAKE_NEW, good_image()), TEE_SUCCESS);
	assert_int_equal(shim.calls, calls);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_keys),	TEST(test_unknown_key),
		TEST(test_flips),	TEST(test_truncated),
		TEST(test_sizes),	TEST(test_empty_hash),
		TEST(test_second_form), TEST(test_revoked_later),
		TEST(test_rotation),	TEST(test_receipts),
		TEST(test_zero_digest), TEST(test_rest),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("ta authentic", tests, client_setup,
					   client_teardown);
}
